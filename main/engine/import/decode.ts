import type { Encoding } from '../../../domain/import/sourceTable.ts';

/** A text file as letters. */
export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  /** Characters that are none in this encoding. */
  readonly unreadable: number;
}

/** Enough to tell UTF-16 from bytes that happen to be zero. */
const sample = 4_096;

/**
 * The text behind bytes. Without `wanted` the encoding is told by its mark, by the zeros of UTF-16, by being
 * valid UTF-8, and else taken for the code page of Windows, in which every byte is some character. Null for
 * bytes that are no text at all.
 */
export function decode(data: Uint8Array, wanted?: Encoding): Decoded | null {
  const encoding = wanted ?? encodingOf(data);
  if (encoding === null) return null;
  const text = new TextDecoder(encoding).decode(data);
  return { text, encoding, unreadable: encoding === 'windows-1252' ? 0 : countOf(text, '\uFFFD') };
}

function encodingOf(data: Uint8Array): Encoding | null {
  if (data[0] === 0xff && data[1] === 0xfe) return 'utf-16le';
  if (data[0] === 0xfe && data[1] === 0xff) return 'utf-16be';
  const start = data.subarray(0, sample);
  const zeros = { even: 0, odd: 0 };
  for (const [index, byte] of start.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) zeros.even += 1;
    else zeros.odd += 1;
  }
  const half = start.length / 2;
  if (zeros.odd > half * 0.3 && zeros.even < half * 0.05) return 'utf-16le';
  if (zeros.even > half * 0.3 && zeros.odd < half * 0.05) return 'utf-16be';
  if (zeros.even + zeros.odd > 0) return null;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(data);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}
