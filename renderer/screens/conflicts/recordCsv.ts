import type { RecordDetail } from '../../../preload/contract/engine.ts';

/** A record as a file for spreadsheets: field, what you wanted, what AgentSync last held. */
export function recordCsv({ fields }: Pick<RecordDetail, 'fields'>): string {
  const rows = fields
    .filter(({ shown, server }) => shown !== '' || server !== '')
    .map(({ label, shown, server }) => [label, shown, server]);
  return [['Field', 'Yours', 'AgentSync last'], ...rows]
    .map((row) => row.map(cell).join(','))
    .map((line) => `${line}\r\n`)
    .join('');
}

function cell(text: string): string {
  // A spreadsheet would run a cell that starts like this as a formula.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
