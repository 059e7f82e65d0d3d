import type { Failure, Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import type { EngineCalls, RequestOf } from '../../../preload/contract.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';

export type ExportRequest = RequestOf<EngineCalls['export.open']>;

export interface Exported {
  /** False when the person cancelled, in the system's dialog or while it was written. */
  readonly saved: boolean;
  readonly rows: number;
  readonly about: { readonly suggestedName: string; readonly text: string };
}

/**
 * Writes a list to a file that the person chooses, a piece at a time from the engine to the file: neither
 * ever holds all of it. `onRows` tells how far it is; `cancelled` is asked between the pieces.
 */
export async function exportFile(
  engine: EngineClient,
  request: ExportRequest,
  onRows: (done: number, total: number) => void,
  cancelled: () => boolean,
): Promise<Result<Exported>> {
  const opened = await engine.call('export.open', request);
  if (!opened.ok) return opened;
  const { exportId, rows, suggestedName, about } = opened.value;
  const begun = await window.upline.call('shell.save-begin', { suggestedName });
  const saveId = begun.ok ? begun.value.saveId : null;
  if (!begun.ok || saveId === null) {
    await engine.call('export.close', { exportId });
    return begun.ok ? ok({ saved: false, rows: 0, about }) : begun;
  }
  const end = async (keep: boolean): Promise<Failure | null> => {
    await engine.call('export.close', { exportId });
    const ended = await window.upline.call('shell.save-end', { saveId, keep });
    return ended.ok ? null : ended.error;
  };
  onRows(0, rows);
  for (;;) {
    if (cancelled()) {
      await end(false);
      return ok({ saved: false, rows: 0, about });
    }
    const piece = await engine.call('export.read', { exportId });
    if (!piece.ok) {
      await end(false);
      return piece;
    }
    const { data, done } = piece.value;
    // A copy of its own: what crosses to the main process must not be part of a larger buffer.
    const written = await window.upline.call('shell.save-part', { saveId, data: new Uint8Array(data) });
    if (!written.ok) {
      await end(false);
      return written;
    }
    onRows(piece.value.rows, rows);
    if (!done) continue;
    const failure = await end(true);
    return failure === null
      ? ok({ saved: true, rows: piece.value.rows, about })
      : { ok: false, error: failure };
  }
}
