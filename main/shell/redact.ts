/** What the log never holds, whoever writes to it. */

const secretName = /secret|password|passphrase|token|authorization|databasekey|cookie|apikey|privatekey/i;

const replacements: readonly (readonly [RegExp, string])[] = [
  // Before names=values: a header's value has a space in it.
  [/\b(bearer|basic)\s+[\w\-.~+/]+=*/gi, '$1 [removed]'],
  // JSON Web Tokens, with or without anything around them.
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, '[removed]'],
  [
    /\b((?:client_?secret|access_?token|refresh_?token|password|passphrase|secret|token)"?\s*[=:]\s*)(?:"[^"]*"|[^\s"&,;}]+)/gi,
    '$1[removed]',
  ],
  [/\/\/[^\s/@:]+:[^\s/@]+@/g, '//[removed]@'],
];

/** Social security numbers, NPNs, account numbers: only the last three digits stay, to tell them apart. */
function maskDigits(text: string): string {
  return text
    .replaceAll(/(?<![\d-])\d{3}-\d{2}-(\d)(\d{3})(?![\d-])/g, '***-**-*$2')
    .replaceAll(
      /(?<![\w.-])\d{5,17}(?![\w.-]|\.\d)/g,
      (digits) => `${'*'.repeat(digits.length - 3)}${digits.slice(-3)}`,
    );
}

/** Removes secrets and shortens numbers that name people. */
export function redactText(text: string): string {
  let clean = text;
  for (const [pattern, replacement] of replacements) clean = clean.replaceAll(pattern, replacement);
  return maskDigits(clean);
}

const deepest = 6;

/** The same for structured details. Numbers keep their value, except where a number names a person. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || value === undefined)
    return value;
  if (typeof value === 'bigint') return redactText(String(value));
  if (depth >= deepest) return '[deeper]';
  if (value instanceof Error) {
    return {
      name: value.name,
      message: redactText(value.message),
      stack: redactText(value.stack ?? ''),
      ...(value.cause === undefined ? {} : { cause: redact(value.cause, depth + 1) }),
    };
  }
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[bytes]';
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1));
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (secretName.test(key)) return [key, '[removed]'];
        const names = /npn|ssn|tin|account/i.test(key) && typeof inner === 'number';
        return [key, redact(names ? String(inner) : inner, depth + 1)];
      }),
    );
  }
  return `[${typeof value}]`;
}
