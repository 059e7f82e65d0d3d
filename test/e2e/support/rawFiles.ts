import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Every file below a folder, in whatever format. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Which of these words lie in clear in which file, as bytes of UTF-8 or UTF-16, base64 or percent-encoded. */
export function wordsInClear(folder: string, words: readonly string[]): readonly string[] {
  const spellings = words.flatMap((word) =>
    [
      Buffer.from(word, 'utf8'),
      Buffer.from(word, 'utf16le'),
      Buffer.from(encodeURIComponent(word)),
      // Whatever stands before it shifts base64 by up to two bytes; the inner part stays the same.
      ...[0, 1, 2].map((shift) => {
        const text = Buffer.from('\0'.repeat(shift) + word).toString('base64');
        return Buffer.from(text.slice(shift === 0 ? 0 : 4, -4));
      }),
    ].map((bytes) => ({ word, bytes })),
  );
  const found: string[] = [];
  for (const file of filesBelow(folder)) {
    const content = readFileSync(file);
    for (const { word, bytes } of spellings) {
      if (content.includes(bytes)) found.push(`${word} in ${path.relative(folder, file)}`);
    }
  }
  return [...new Set(found)];
}
