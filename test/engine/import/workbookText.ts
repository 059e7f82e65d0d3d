import { createZipWriter, joined } from '../../../main/engine/export/zipWriter.ts';

/** Workbooks as text: each part as the program that stands in a fixture's name writes it. */
export type Parts = Readonly<Record<string, string | Uint8Array>>;

export function packed(parts: Parts): Uint8Array {
  const zip = createZipWriter();
  const pieces = Object.entries(parts).flatMap(([name, content]) => [
    zip.begin(name),
    zip.write(typeof content === 'string' ? new TextEncoder().encode(content) : content),
    zip.end(),
  ]);
  return joined([...pieces, zip.finish()]);
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Excel 365: shared strings, phonetic hints, rich text, number formats by their built-in numbers. */
export function excelWorkbook(
  sheetData: string,
  extra: { readonly strings?: readonly string[]; readonly after?: string; readonly date1904?: boolean } = {},
): Parts {
  const strings = (extra.strings ?? []).map((text) => `<si>${text}</si>`).join('');
  return {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x15"><fileVersion appName="xl" lastEdited="7"/><workbookPr ${extra.date1904 === true ? 'date1904="1" ' : ''}defaultThemeVersion="166925"/><sheets><sheet name="Hidden" sheetId="2" state="hidden" r:id="rId2"/><sheet name="Producers" sheetId="1" r:id="rId1"/></sheets><calcPr calcId="191029"/></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="000000"/><numFmt numFmtId="165" formatCode="[$-409]d\\-mmm\\-yyyy;@"/></numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="10"/><xf numFmtId="49"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${head}<sst xmlns="${main}" count="9" uniqueCount="9">${strings}</sst>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet xmlns="${main}" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><dimension ref="A1:C9"/><sheetData>${sheetData}</sheetData>${extra.after ?? ''}<pageMargins left="0.7"/></worksheet>`,
    'xl/worksheets/sheet2.xml': `${head}<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`,
  };
}

/** LibreOffice 7: its own number for General, `false` spelt out, formulas marked with `aca`. */
export function libreOfficeWorkbook(sheetData: string, strings: readonly string[]): Parts {
  const shared = strings.map((text) => `<si><t xml:space="preserve">${text}</t></si>`).join('');
  return {
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><fileVersion appName="Calc"/><workbookPr backupFile="false" showObjects="all" date1904="false"/><sheets><sheet name="Sheet1" sheetId="1" state="visible" r:id="rId3"/></sheets><calcPr iterateCount="100" refMode="A1" iterate="false" iterateDelta="0.001"/></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId3" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="General"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs count="2"><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${head}<sst xmlns="${main}">${shared}</sst>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet xmlns="${main}"><sheetPr filterMode="false"/><sheetData>${sheetData}</sheetData></worksheet>`,
  };
}

/** Google Sheets: parts named by the path from the root, inline strings, no styles worth the name. */
export function googleWorkbook(sheetData: string): Parts {
  return {
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}" xmlns:mx="http://schemas.microsoft.com/office/mac/excel/2008/main"><workbookPr/><sheets><sheet state="visible" name="Sheet1" sheetId="1" r:id="rId4"/></sheets><definedNames/></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId4" Type="${office}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData></worksheet>`,
  };
}
