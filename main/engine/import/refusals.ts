import { longestCell, mostCells, mostColumns, mostRows } from '../../../domain/import/sourceTable.ts';
import type { Failure } from '../../../domain/result.ts';

/** Why a source cannot be read at all. Nothing of it has been brought in then. */

const nothing = 'Nothing was brought in.';
const count = (value: number): string => value.toLocaleString('en-US');

/** Why a source is not read at all, in words and with what to do about it. */
export const refusals = {
  empty: { code: 'source-empty', message: `There is nothing in it: no row with a value. ${nothing}` },
  tooManyRows: {
    code: 'too-many-rows',
    message: `It has more than ${count(mostRows)} rows, the most that can be brought in at once. ${nothing} Split the file and bring in its parts.`,
  },
  tooManyCells: {
    code: 'too-many-cells',
    message: `It has more than ${count(mostCells)} cells, the most that can be brought in at once. ${nothing} Leave out columns that are not needed, or split the file.`,
  },
  tooManyColumns: (row: number): Failure => ({
    code: 'too-many-columns',
    message: `Row ${count(row)} has more than ${mostColumns} columns. ${nothing} Perhaps the columns are separated by something else; otherwise leave out columns that are not needed.`,
  }),
  longCell: (row: number, column: number): Failure => ({
    code: 'cell-too-long',
    message: `Column ${column} of row ${count(row)} holds more than ${count(longestCell)} characters, more than any spreadsheet lets a cell hold. ${nothing} The file is probably no table, or its line ends or quotes are damaged.`,
  }),
  openQuote: (row: number): Failure => ({
    code: 'quote-not-closed',
    message: `Row ${count(row)} opens a quote that is never closed, so everything behind it would be one cell. ${nothing} Correct that row, or save the file again from a spreadsheet.`,
  }),
  notATable: {
    code: 'not-a-table',
    message: `This is neither a text file nor an XLSX workbook. ${nothing} Save it as CSV or XLSX and try again.`,
  },
  oldWorkbook: {
    code: 'old-workbook',
    message: `This is a workbook of the old kind (.xls), whatever its name says. ${nothing} Open it in a spreadsheet and save it as XLSX or CSV.`,
  },
  locked: {
    code: 'workbook-locked',
    message: `This workbook is protected with a password. ${nothing} Take the password away in the spreadsheet and save it again.`,
  },
  damagedZip: {
    code: 'workbook-damaged',
    message: `This workbook is damaged: it is cut off or was changed on its way. ${nothing} Get the file again, or open it in a spreadsheet and save it anew.`,
  },
  notAWorkbook: {
    code: 'not-a-workbook',
    message: `This archive holds no workbook that can be read. ${nothing} Save the table as XLSX or CSV; OpenDocument files (.ods) can be saved as XLSX.`,
  },
  inflates: {
    code: 'workbook-too-large',
    message: `Unpacked, this workbook is far larger than any list of producers. ${nothing} If it is a real list, save only the sheet that is needed as CSV.`,
  },
  doctype: {
    code: 'workbook-refused',
    message: `This workbook carries instructions to read other files or to blow itself up, which no spreadsheet writes. ${nothing} Ask where it came from.`,
  },
  outOfMemory: {
    code: 'source-too-large',
    message: `It takes more memory to read than it should. ${nothing} Save only the columns and rows that are needed, as CSV.`,
  },
  tookTooLong: {
    code: 'source-too-slow',
    message: `It took too long to read. ${nothing} Save only the columns and rows that are needed, as CSV.`,
  },
  broke: {
    code: 'source-unreadable',
    message: `It could not be read because of a fault in Upline. ${nothing} Save it as CSV and try that; the log has the details.`,
  },
} as const satisfies Readonly<Record<string, Failure | ((...numbers: never[]) => Failure)>>;
