import { csvText } from '../../../domain/csv.ts';
import { idHeading, workbookIdHeading } from '../../../domain/import/columnMapping.ts';
import { createWorkbookWriter } from '../../../main/engine/export/workbookWriter.ts';
import { joined } from '../../../main/engine/export/zipWriter.ts';

/** A list as Upline exports it, small and always the same: the fixtures that other programs saved again. */

const headings = ['Writing number', 'Start', 'User defined 1'] as const;

/** Ids stand for the first assignments of a test. */
export const sampleRows: readonly (readonly [id: string, number: string, start: string, text: string])[] = [
  ['sample-0', 'A-1', '2026-03-01', '=2+2'],
  ['sample-1', 'A-2', '2025-12-31', '@SUM(A1)'],
  ['sample-2', 'A-3', '2026-03-02', "'already"],
  ['sample-3', 'A-4', '', '+1 (555) 0100'],
  ['sample-4', 'A-5', '2026-03-03', 'Zoë "Zo" Müller\nline two'],
  ['sample-5', 'A-6', '2026-03-04', 'مرحبا, 👩‍👩‍👧'],
  ['sample-6', 'A-7', '2026-03-05', ' _x0041_ <&> '],
  ['sample-7', 'A-8', '2026-03-06', '=HYPERLINK("http://example.test")'],
  ['sample-8', '00123', '2026-03-07', 'zeros'],
  ['sample-9', '1E5', '2026-03-08', 'an exponent'],
  ['sample-10', '123456789012345', '2026-03-09', 'fifteen digits'],
  ['sample-11', "'=1", '2026-03-10', "''two"],
];

export function sampleCsv(): Uint8Array {
  return new TextEncoder().encode(csvText([idHeading, ...headings], sampleRows));
}

export function sampleWorkbook(): Uint8Array {
  const writer = createWorkbookWriter(
    [workbookIdHeading, ...headings].map((heading) => ({
      heading,
      look: heading === 'Start' ? 'date' : 'text',
    })),
    { table: 'Contract assignments', about: 'About this export' },
    [['What', 'A sample']],
  );
  return joined([writer.start(), writer.rows(sampleRows), writer.finish()]);
}
