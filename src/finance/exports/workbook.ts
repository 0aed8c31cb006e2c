import { streamOf } from '../../platform/http/stream.ts'
import { type Currency, decimalsOf } from '../../platform/money/currency.ts'
import { type ZipEntry, zipOf } from '../../platform/zip.ts'
import { escaped, formats, sheetXml, spreadsheet, xmlHead } from './sheet-xml.ts'
import type { Head, Table } from './table.ts'

export type Sheet = Readonly<{ name: string; table: Table }>
/** What the figures mean, a line each: formula, version, basis, currency, zone, as of. */
export type About = Readonly<{ currency: Currency }> & Readonly<Record<string, string>>

/**
 * A workbook (ECMA-376), packed while its rows are read: numbers as numbers, days as days, and last a
 * sheet `Definitions` that says what the figures mean and what each column holds. Written here as the
 * libraries either keep every cell (a gigabyte for 90,000 rows of the ledger, measured) or stream one
 * sheet alone.
 */
export function workbookOf(sheets: readonly Sheet[], about: About): ReadableStream {
  const all = [...sheets, { name: 'Definitions', table: definitions(sheets, about) }]
  const parts: ZipEntry[] = [
    { name: '[Content_Types].xml', text: [contentTypes(all)] },
    { name: '_rels/.rels', text: [relations([['officeDocument', 'xl/workbook.xml']])] },
    { name: 'xl/workbook.xml', text: [workbook(all)] },
    { name: 'xl/_rels/workbook.xml.rels', text: [relations(partsOf(all))] },
    { name: 'xl/styles.xml', text: [styles(about.currency)] },
    ...all.map(({ table }, index) => ({ name: `xl/${sheetPath(index)}`, text: sheetXml(table) })),
  ]
  return streamOf(zipOf(parts))
}

/** Two columns of what the figures mean, then a row a column of each sheet. */
function definitions(sheets: readonly Sheet[], about: About): Table {
  const columns = sheets.flatMap(({ name, table }) =>
    table.heads.map((head) => [name, head.name, head.kind, head.meaning]),
  )
  const [first, ...rest] = Object.entries(about)
  const heads = [...(first ?? []), '', ''].slice(0, 4).map(plainHead)
  return { heads, rows: [...rest, [], ['sheet', 'column', 'kind', 'meaning'], ...columns] }
}

function plainHead(name: string): Head {
  return { name, kind: 'text', meaning: '' }
}

const main = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function sheetPath(index: number): string {
  return `worksheets/sheet${index + 1}.xml`
}

function partsOf(sheets: readonly Sheet[]): [type: string, target: string][] {
  return [
    ...sheets.map((_, index): [string, string] => ['worksheet', sheetPath(index)]),
    ['styles', 'styles.xml'],
  ]
}

function workbook(sheets: readonly Sheet[]): string {
  const listed = sheets.map(
    ({ name }, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  return `${xmlHead}<workbook xmlns="${spreadsheet}" xmlns:r="${main}"><sheets>${listed.join('')}</sheets></workbook>`
}

function relations(parts: readonly [type: string, target: string][]): string {
  const listed = parts.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${main}/${type}" Target="${target}"/>`,
  )
  const space = 'http://schemas.openxmlformats.org/package/2006/relationships'
  return `${xmlHead}<Relationships xmlns="${space}">${listed.join('')}</Relationships>`
}

function contentTypes(sheets: readonly Sheet[]): string {
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}" ContentType="${types}.${type}+xml"/>`
  const space = 'http://schemas.openxmlformats.org/package/2006/content-types'
  const ofRelations = 'application/vnd.openxmlformats-package.relationships+xml'
  return [
    `${xmlHead}<Types xmlns="${space}"><Default Extension="rels" ContentType="${ofRelations}"/>`,
    '<Default Extension="xml" ContentType="application/xml"/>',
    part('workbook.xml', 'sheet.main'),
    part('styles.xml', 'styles'),
    ...sheets.map((_, index) => part(sheetPath(index), 'worksheet')),
    '</Types>',
  ].join('')
}

/** One format a kind, in the order of `formats`; amounts with the decimals of the books' currency. */
function styles(currency: Currency): string {
  const places = decimalsOf(currency)
  const codes: Readonly<Record<(typeof formats)[number], string>> = {
    ...{ plain: 'General', head: 'General', day: 'yyyy-mm-dd', instant: 'yyyy-mm-dd hh:mm:ss' },
    ...{ whole: '#,##0', ratio: '0.000000' },
    decimal: places === 0 ? '#,##0' : `#,##0.${'0'.repeat(places)}`,
  }
  const own = formats.map(
    (name, index) => `<numFmt numFmtId="${164 + index}" formatCode="${codes[name]}"/>`,
  )
  const xfs = formats.map(
    (name, index) =>
      `<xf numFmtId="${164 + index}" fontId="${name === 'head' ? 1 : 0}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
  )
  const font = '<sz val="11"/><name val="Calibri"/>'
  return [
    `${xmlHead}<styleSheet xmlns="${spreadsheet}">`,
    `<numFmts count="${own.length}">${own.join('')}</numFmts>`,
    `<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>`,
    '<fills count="2"><fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill></fills>',
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${xfs.length}">${xfs.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    '</styleSheet>',
  ].join('')
}
