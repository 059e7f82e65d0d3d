import { createCipheriv, createDecipheriv, randomBytes, scrypt, scryptSync } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import { fail, ok } from '../../../domain/result.ts';
import type { Failure, Result } from '../../../domain/result.ts';

/**
 * A sealed file: `UPLINE-UNSENT`, a version byte, 16 bytes of salt, 12 of nonce, the content (deflated,
 * AES-256-GCM) and the 16 bytes that prove it whole. What stands before the content is proven with it.
 */

const magic = Buffer.from('UPLINE-UNSENT', 'latin1');
const version = 1;
const saltBytes = 16;
const nonceBytes = 12;
const proofBytes = 16;
const headBytes = magic.length + 1 + saltBytes + nonceBytes;
/** 128 MB and about half a second for each guess. */
const cost = { N: 2 ** 17, r: 8, p: 1 } as const;
const maxmem = 256 * cost.N * cost.r;

/** A file larger than this is not opened. */
export const mostFileBytes = 64 * 1_048_576;
/** What a file may unpack to: a small one must not fill the memory. */
const mostContentBytes = 256 * 1_048_576;

function keyOf(passphrase: string, salt: Uint8Array): Buffer {
  // The same words typed on two keyboards may arrive composed differently.
  return scryptSync(passphrase.normalize('NFKC'), salt, 32, { ...cost, maxmem });
}

/** Seals a text with a passphrase. */
export function seal(text: string, passphrase: string): Uint8Array {
  const salt = randomBytes(saltBytes);
  return sealed(deflateRawSync(Buffer.from(text, 'utf8')), keyOf(passphrase, salt), salt);
}

/** The same beside whoever asks for it, who goes on meanwhile. */
export async function sealBeside(text: string, passphrase: string): Promise<Uint8Array> {
  const salt = randomBytes(saltBytes);
  const [packed, key] = await Promise.all([deflate(Buffer.from(text, 'utf8')), keyBeside(passphrase, salt)]);
  return sealed(packed, key, salt);
}

const deflate = promisify<Buffer, Buffer>(deflateRaw);

function keyBeside(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, { ...cost, maxmem }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function sealed(packed: Uint8Array, key: Buffer, salt: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const head = Buffer.concat([magic, Buffer.from([version]), salt, nonce]);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(head);
  const content = cipher.update(packed);
  return new Uint8Array(Buffer.concat([head, content, cipher.final(), cipher.getAuthTag()]));
}

const notOurs: Failure = {
  code: 'not-an-unsent-file',
  message: 'This is not a file of unsent changes made by Upline, or it is cut off. Nothing was brought in.',
};

/** Opens what `seal` made. Whatever else it is given is an answer, never an exception. */
export function unseal(data: Uint8Array, passphrase: string): Result<string> {
  if (data.length > mostFileBytes) {
    return fail({
      code: 'unsent-file-too-large',
      message: `This file is larger than ${mostFileBytes / 1_048_576} MB, more than Upline ever writes. Nothing was brought in.`,
    });
  }
  const file = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (file.length < headBytes + proofBytes || !file.subarray(0, magic.length).equals(magic))
    return fail(notOurs);
  const found = file[magic.length];
  if (found !== version) {
    return fail({
      code: 'unsent-file-newer',
      message:
        'This file was made by a newer Upline than this one. Nothing was brought in; update Upline and try again.',
      remedy: 'update-app',
    });
  }
  const head = file.subarray(0, headBytes);
  const salt = head.subarray(magic.length + 1, magic.length + 1 + saltBytes);
  const opener = createDecipheriv('aes-256-gcm', keyOf(passphrase, salt), head.subarray(-nonceBytes), {
    authTagLength: proofBytes,
  });
  opener.setAAD(head);
  opener.setAuthTag(file.subarray(-proofBytes));
  let packed: Buffer;
  try {
    packed = Buffer.concat([opener.update(file.subarray(headBytes, -proofBytes)), opener.final()]);
  } catch {
    // A wrong key and a damaged file cannot be told apart: both fail the same proof.
    return fail({
      code: 'wrong-passphrase',
      message:
        'The passphrase is not the one this file was sealed with, or the file is damaged. Nothing was brought in; try again.',
      remedy: 'retry',
      fields: { passphrase: 'Not the passphrase of this file.' },
    });
  }
  try {
    return ok(inflateRawSync(packed, { maxOutputLength: mostContentBytes }).toString('utf8'));
  } catch {
    return fail(notOurs);
  }
}
