import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../domain/result.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';
import { saveFile } from '../../state/saveFile.ts';
import { chosenFile, engineSource, exportFile } from './exportFile.ts';
import type { ExportRequest } from './exportFile.ts';

/** How far a file is; no rows in all while its place is being chosen. */
export interface Progressing {
  readonly done: number;
  readonly total: number;
  /** Somebody asked for it to end: it does after the piece that is being written. */
  readonly stopping: boolean;
}

/** An export while it is written. */
export interface ListExport {
  /** Null while nothing is written. */
  readonly progress: Progressing | null;
  readonly failure: Failure | null;
  /** Asks for a place and writes the file; `companion` says beside it what it is and of when. */
  readonly save: (request: ExportRequest, companion: boolean) => Promise<void>;
  readonly stop: () => void;
}

/** Writes a list to a file. Leaving its form stops it: what nobody sees going on does not go on. */
export function useListExport(onSaved: () => void): ListExport {
  const engine = useEngine();
  const [progress, setProgress] = useState<Progressing | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const stopped = useRef(false);
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );
  return {
    progress,
    failure,
    async save(request, companion) {
      stopped.current = false;
      setFailure(null);
      setProgress({ done: 0, total: 0, stopping: false });
      const exported = await exportFile(
        engineSource(engine),
        chosenFile,
        request,
        (done, total) => setProgress({ done, total, stopping: stopped.current }),
        () => stopped.current,
      );
      setProgress(null);
      if (!exported.ok) return setFailure(exported.error);
      const { outcome, rows, about } = exported.value;
      if (outcome === 'stopped') tell('The export was stopped. No file was written.');
      if (outcome !== 'saved') return;
      tell(`${counted(rows, 'row')} saved as ${request.format.toUpperCase()}.`);
      if (companion && request.format === 'csv') await saveFile(about.suggestedName, about.text);
      onSaved();
    },
    stop() {
      stopped.current = true;
      setProgress((now) => (now === null ? null : { ...now, stopping: true }));
    },
  };
}
