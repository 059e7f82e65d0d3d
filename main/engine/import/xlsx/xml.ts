import { SaxesParser } from 'saxes';
import { fail, ok } from '../../../../domain/result.ts';
import type { Failure, Result } from '../../../../domain/result.ts';
import { refusals } from '../refusals.ts';
import type { Archive } from './zip.ts';

/** What a part of a workbook is read with. Names come without their prefix. */
export interface XmlListener {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
  /** Asked after every piece: whether enough was read, or why the whole is refused. */
  readonly stop?: () => 'go-on' | 'enough' | Failure;
}

/** Bytes without a tag among them: a hundred of the longest cells. */
const longestRun = 4 * 1_048_576;

/**
 * Reads one part of a workbook piece by piece. A document type, with which XML can name other files and
 * entities that multiply, is refused before anything of it is looked at. A part that is not there is empty.
 */
export async function readXml(archive: Archive, part: string, listener: XmlListener): Promise<Result<null>> {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  let refused: Failure | null = null;
  let sinceTag = 0;
  parser.on('doctype', () => {
    refused = refusals.doctype;
  });
  parser.on('error', () => {
    refused ??= refusals.damagedZip;
  });
  parser.on('opentag', ({ name, attributes }) => {
    sinceTag = 0;
    listener.open?.(local(name), attributes);
  });
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  parser.on('closetag', ({ name }) => {
    sinceTag = 0;
    listener.close?.(local(name));
  });
  const decoder = new TextDecoder();
  for await (const chunk of archive.read(part)) {
    parser.write(decoder.decode(chunk, { stream: true }));
    if (refused !== null) return fail(refused);
    sinceTag += chunk.length;
    if (sinceTag > longestRun) return fail(refusals.inflates);
    const stop = listener.stop?.() ?? 'go-on';
    if (stop === 'enough') return ok(null);
    if (stop !== 'go-on') return fail(stop);
  }
  const read = archive.failure();
  if (!read.ok || !archive.has(part)) return read;
  parser.close();
  return refused === null ? ok(null) : fail(refused);
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Characters that XML cannot hold, as Excel writes them: `_x000D_`. */
export function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
}
