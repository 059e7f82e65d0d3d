import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealedStore } from './api.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

const nonceBytes = 12;
const proofBytes = 16;

/** Statements over sealed values. */
export const sealedSql = {
  part: 'SELECT data FROM sealed_value WHERE operation_id = ? AND field = ? AND part = ?',
  has: "SELECT 1 FROM sealed_value WHERE operation_id = ? AND field = ? AND part = 'key'",
} as const;

interface Place {
  readonly operationId: string;
  readonly field: string;
}

/** What a sealed text proves besides itself: that it is of this operation and field. */
function proven({ operationId, field }: Place): Buffer {
  return Buffer.from(`${operationId} ${field}`, 'utf8');
}

/** The text under a seal. Throws when the key, the text or the place is not the one it was sealed with. */
export function openSealed(place: Place, key: Buffer, sealed: Buffer): string {
  const opener = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
    authTagLength: proofBytes,
  });
  opener.setAAD(proven(place));
  opener.setAuthTag(sealed.subarray(-proofBytes));
  const text = opener.update(sealed.subarray(nonceBytes, -proofBytes));
  return Buffer.concat([text, opener.final()]).toString('utf8');
}

/**
 * AES-256-GCM with a fresh key for every value. The key is in the same file, which is encrypted as a
 * whole: sealing adds that a value which has ended cannot come back from a page that was not overwritten.
 */
export function createSealedStore(connection: Connection): SealedStore {
  const put = connection.prepare<[string, string, string, Buffer]>(
    'INSERT OR REPLACE INTO sealed_value (operation_id, field, part, data) VALUES (?, ?, ?, ?)',
  );
  const part = prepareRaw(connection, sealedSql.part);
  const has = prepareRaw(connection, sealedSql.has);

  const read = (operationId: string, field: string, name: 'key' | 'text'): Buffer | null => {
    const data = part.get(operationId, field, name)?.[0];
    return Buffer.isBuffer(data) ? data : null;
  };
  const end = connection.prepare<[string]>('DELETE FROM sealed_value WHERE operation_id = ?');

  return {
    put(operationId, field, text) {
      const key = randomBytes(32);
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(proven({ operationId, field }));
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      put.run(operationId, field, 'key', key);
      put.run(operationId, field, 'text', sealed);
      key.fill(0);
    },
    open(operationId, field) {
      const key = read(operationId, field, 'key');
      const sealed = read(operationId, field, 'text');
      if (key === null || sealed === null) return null;
      return openSealed({ operationId, field }, key, sealed);
    },
    has: (operationId, field) => has.get(operationId, field) !== undefined,
    end: (operationId) => void end.run(operationId),
  };
}
