import { guarded } from './guard.ts'
import type { Cell, Head, Kind, Table } from './table.ts'

/** The rows that a spreadsheet has. */
const most_rows = 1_048_576

/**
 * A worksheet (ECMA-376, part 1, 18.3), made row by row: numbers as numbers, days as days, texts in
 * the cell itself, the head frozen. Throws past the rows that a spreadsheet has.
 */
export async function* sheetXml({ heads, rows }: Table): AsyncGenerator<string> {
  yield `${xmlHead}<worksheet xmlns="${spreadsheet}">${frozen}<cols>${heads.map(column).join('')}</cols>`
  yield `<sheetData>${rowXml(
    1,
    heads.map(({ name }) => textXml(name, 'head')),
  )}`
  let place = 1
  for await (const row of rows) {
    place += 1
    if (place > most_rows) throw new RangeError(`a sheet has ${most_rows} rows at most`)
    yield rowXml(
      place,
      row.map((cell, index) => cellXml(cell, heads[index])),
    )
  }
  yield '</sheetData></worksheet>'
}

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const frozen =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" ' +
  'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'

/** The formats of cells, by their place in the workbook's styles. */
export const formats = ['plain', 'head', 'day', 'instant', 'whole', 'decimal', 'ratio'] as const
type Format = (typeof formats)[number]

const formatOf: Readonly<Record<Kind, Format>> = {
  ...{ text: 'plain', number: 'plain', flag: 'plain', day: 'day', instant: 'instant' },
  ...{ minor: 'whole', count: 'whole', decimal: 'decimal', ratio: 'ratio' },
}

function column({ name, kind }: Head, index: number): string {
  const width = Math.max(name.length + 2, kind === 'instant' ? 20 : 12)
  return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`
}

function rowXml(place: number, cells: readonly string[]): string {
  const placed = cells.map((cell, index) => cell.replace('<c', `<c r="${letters(index)}${place}"`))
  return `<row r="${place}">${placed.join('')}</row>`
}

/** A, B, … Z, AA: what a column is called. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : `${letters(Math.floor(index / 26) - 1)}${last}`
}

function cellXml(cell: Cell, head: Head | undefined): string {
  const kind = head?.kind ?? 'text'
  if (cell === null) return ''
  if (typeof cell === 'boolean') return `<c t="b"><v>${cell ? 1 : 0}</v></c>`
  if (typeof cell === 'number') return numberXml(String(cell), formatOf[kind])
  switch (kind) {
    case 'day':
    case 'instant':
      return numberXml(String(serialOf(cell)), formatOf[kind])
    case 'decimal':
    case 'ratio':
    case 'number':
      return numberXml(cell, formatOf[kind])
    case 'text':
    case 'flag':
    case 'minor':
    case 'count':
      return textXml(String(guarded(cell, head)), 'plain')
  }
}

/** Days since the one before 1900 that spreadsheets count from; they know no zone, so UTC's. */
function serialOf(time: string): number {
  return (Date.parse(time) - Date.UTC(1899, 11, 30)) / 86_400_000
}

function numberXml(number: string, format: Format): string {
  return `<c s="${formats.indexOf(format)}"><v>${number}</v></c>`
}

function textXml(text: string, format: Format): string {
  const style = `s="${formats.indexOf(format)}"`
  return `<c ${style} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
}

const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** XML has no sign for most control characters; nobody means them. */
export function escaped(text: string): string {
  const speakable = text.toWellFormed().replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '')
  return speakable.replace(/[&<>"]/g, (sign) => named[sign] ?? sign)
}
