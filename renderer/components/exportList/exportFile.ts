import type { Failure, Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import type { EngineCalls, RequestOf, ResponseOf } from '../../../preload/contract.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';

export type ExportRequest = RequestOf<EngineCalls['export.open']>;

/** Where the rows come from: the engine. */
export interface ExportSource {
  open(request: ExportRequest): Promise<Result<ResponseOf<EngineCalls['export.open']>>>;
  read(exportId: string): Promise<Result<ResponseOf<EngineCalls['export.read']>>>;
  close(exportId: string): Promise<Result<null>>;
}

/** Where they go: a file at a place that the person chooses, there whole or not at all. */
export interface ExportPlace {
  /** Null when the person cancelled. */
  begin(suggestedName: string): Promise<Result<{ readonly saveId: string | null }>>;
  part(saveId: string, data: Uint8Array): Promise<Result<null>>;
  end(saveId: string, keep: boolean): Promise<Result<null>>;
}

/** An export that is read from the engine. */
export function engineSource(engine: EngineClient): ExportSource {
  return {
    open: (request) => engine.call('export.open', request),
    read: (exportId) => engine.call('export.read', { exportId }),
    close: (exportId) => engine.call('export.close', { exportId }),
  };
}

/** A file at a place that a person chooses; the page never learns where. */
export const chosenFile: ExportPlace = {
  begin: (suggestedName) => window.upline.call('shell.save-begin', { suggestedName }),
  // A copy of its own: what crosses to the main process must not be part of a larger buffer.
  part: (saveId, data) => window.upline.call('shell.save-part', { saveId, data: new Uint8Array(data) }),
  end: (saveId, keep) => window.upline.call('shell.save-end', { saveId, keep }),
};

/** How an export ended. */
export interface Exported {
  /** `cancelled`: no place was chosen. `stopped`: while it was written. No file is there after either. */
  readonly outcome: 'saved' | 'cancelled' | 'stopped';
  readonly rows: number;
  readonly about: { readonly suggestedName: string; readonly text: string };
}

/**
 * Writes a list to a file, a piece at a time from the engine to the file: neither ever holds all of it. `onRows` tells how far it is; `cancelled` is asked between the pieces.
 */
export async function exportFile(
  source: ExportSource,
  place: ExportPlace,
  request: ExportRequest,
  onRows: (done: number, total: number) => void,
  cancelled: () => boolean,
): Promise<Result<Exported>> {
  const opened = await source.open(request);
  if (!opened.ok) return opened;
  const { exportId, rows, suggestedName, about } = opened.value;
  const begun = await place.begin(suggestedName);
  const saveId = begun.ok ? begun.value.saveId : null;
  if (!begun.ok || saveId === null) {
    await source.close(exportId);
    return begun.ok ? ok({ outcome: 'cancelled', rows: 0, about }) : begun;
  }
  const end = async (keep: boolean): Promise<Failure | null> => {
    await source.close(exportId);
    const ended = await place.end(saveId, keep);
    return ended.ok ? null : ended.error;
  };
  onRows(0, rows);
  for (;;) {
    if (cancelled()) {
      await end(false);
      return ok({ outcome: 'stopped', rows: 0, about });
    }
    const piece = await source.read(exportId);
    if (!piece.ok) {
      await end(false);
      return piece;
    }
    const { data, done } = piece.value;
    const written = await place.part(saveId, data);
    if (!written.ok) {
      await end(false);
      return written;
    }
    onRows(piece.value.rows, rows);
    if (!done) continue;
    const failure = await end(true);
    return failure === null
      ? ok({ outcome: 'saved', rows: piece.value.rows, about })
      : { ok: false, error: failure };
  }
}
