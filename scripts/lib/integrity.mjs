// @ts-check
// A package fetched outside package-lock.json is only used when its bytes are the ones we looked at.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { SetupFailure } from './failure.mjs';

/**
 * @param {string} file
 * @returns {Promise<string>} in the form package-lock.json uses
 */
export async function integrityOf(file) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * @param {string} file
 * @param {string} expected
 * @param {string} name what the file is, for the message
 * @returns {Promise<void>}
 */
export async function checkIntegrity(file, expected, name) {
  const actual = await integrityOf(file);
  if (actual === expected) return;
  throw new SetupFailure(
    `${name} is not the file this project was tested with, so it was not used.\n  expected ${expected}\n  received ${actual}`,
    'try once more; if it happens again, the package source you use serves something else: tell whoever runs it.',
  );
}
