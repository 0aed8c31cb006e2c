import { cp1252 } from '../../../platform/cp1252.ts'
import { addDays, type Day } from '../../../platform/day.ts'
import type { Bytes } from '../../../platform/http/stream.ts'
import type { Range } from '../../period.ts'
import type { Accounts } from '../account.ts'
import { decimalsIn, type JournalLine } from '../line.ts'
import { datevColumns } from './datev-columns.ts'
import { type Pair, pairsOf } from './pairs.ts'

/** Whose books it is for: the adviser’s number and the client’s; `made` is when, in UTC. */
export type DatevBatch = Range &
  Readonly<{ consultant: number; client: number; made: Date; currency: string }>

/**
 * DATEV’s posting batch: EXTF header version 700, category 21, format version 13; semicolons, decimal
 * commas, texts in quotes, CR LF, Windows-1252; each row one account against another, the date
 * without its year, so that a batch lies within one (developer.datev.de, «DATEV-Format» and
 * «Buchungsstapel», read 2026-11-24). Amounts are of the books’ currency; no tax key is set, as tax
 * has an account of its own.
 */
export async function* datevBytes(
  pages: AsyncIterable<readonly JournalLine[]>,
  batch: DatevBatch,
  accounts: Accounts,
): AsyncGenerator<Bytes> {
  yield cp1252(`${headerOf(batch, accounts)}\r\n${datevColumns.join(';')}\r\n`)
  for await (const lines of pages) {
    const entries = [...Map.groupBy(lines, ({ entry }) => entry).values()]
    const rows = entries.flatMap(pairsOf).map(rowOf)
    yield cp1252(rows.map((row) => `${row}\r\n`).join(''))
  }
}

/** The first account whose number DATEV would not take, or null: digits alone, eight at most. */
export function notForDatev(accounts: Accounts): string | null {
  return Object.values(accounts).find(({ number }) => !/^\d{4,8}$/.test(number))?.number ?? null
}

function headerOf(batch: DatevBatch, accounts: Accounts): string {
  const { from, to, consultant, client, made, currency } = batch
  const created = made.toISOString().replace(/\D/g, '')
  const length = Math.max(...Object.values(accounts).map(({ number }) => number.length))
  const year = `${from.slice(0, 4)}0101`
  return [
    ...[quoted('EXTF'), 700, 21, quoted('Buchungsstapel'), 13, created, '', quoted('MS')],
    ...[quoted(''), quoted(''), consultant, client, year, length],
    ...[digits(from), digits(addDays(to, -1)), quoted('Mainstay'), quoted(''), 1, 0, 0],
    ...[quoted(currency), '', quoted(''), '', '', quoted(''), '', '', quoted(''), quoted('')],
  ].join(';')
}

function rowOf({ debit, credit, minor }: Pair): string {
  const { day, text, currency } = debit
  const amount = decimalsIn({ minor, currency })
  const said: Readonly<Record<string, string>> = {
    'Umsatz (ohne Soll/Haben-Kz)': `${amount}${amount.includes('.') ? '' : '.00'}`.replace(
      '.',
      ',',
    ),
    'Soll/Haben-Kennzeichen': quoted('S'),
    'WKZ Umsatz': quoted(currency),
    Konto: debit.account.number,
    'Gegenkonto (ohne BU-Schlüssel)': credit.account.number,
    Belegdatum: `${day.slice(8)}${day.slice(5, 7)}`,
    'Belegfeld 1': quoted(debit.entry.replace(/[^A-Za-z0-9$%&*+/-]/g, '-').slice(0, 36)),
    Buchungstext: quoted(text.slice(0, 60)),
    Festschreibung: '0',
  }
  return datevColumns.map((name) => said[name] ?? '').join(';')
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

function digits(day: Day): string {
  return day.replaceAll('-', '')
}
