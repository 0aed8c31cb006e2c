import type { Context } from 'hono'
import { invalid } from '../../platform/http/problem.ts'
import type { RoomEnv } from '../../platform/http/routes.ts'
import { streamOf } from '../../platform/http/stream.ts'
import { aboutTable } from '../exports/about.ts'
import type { ExportsApiDeps } from '../exports/routes.ts'
import { type Column, streamedTable } from '../exports/table.ts'
import { fileAnswer, sendFile } from '../exports/twin.ts'
import { type Accounts, accountsNow } from './account.ts'
import { datevBytes, notForDatev } from './formats/datev.ts'
import { genericColumns } from './formats/generic.ts'
import { quickbooksColumns } from './formats/quickbooks.ts'
import { xeroColumns } from './formats/xero.ts'
import { journal } from './journal.ts'
import { type JournalLine, linesOf } from './line.ts'
import type { JournalFileQuery } from './query.ts'

type Asked<Deps> = Context<RoomEnv<Deps>>

/** The journal as the file that an accounting system takes; written while the rows are read. */
export async function journalFile<Deps extends ExportsApiDeps>(
  c: Asked<Deps>,
  query: JournalFileQuery,
): Promise<Response> {
  const { reader, config } = c.var.deps
  const accounts = await accountsNow(reader)
  const currency = config.reportingCurrency
  const lines = linesOf(journal(c.var.deps, { ...query, currency }), accounts, currency)
  if (query.format === 'datev') return datevFile(c, query, accounts, lines)
  refuseWorkbook(c, query)
  const text = `Each row of the ledger posted to two accounts or more, a line each, by ${query.detail}.`
  const file = {
    name: nameOf(query),
    act: 'journal.export',
    rows: 'journal',
    sheets: [{ name: 'journal', table: streamedTable(columnsOf(query), lines) }],
    about: aboutTable({ id: 'journal', text }, c.var.deps),
  }
  return fileAnswer(c, file, query)
}

function columnsOf({ format, tax_rate }: JournalFileQuery): readonly Column<JournalLine>[] {
  switch (format) {
    case 'xero':
      return xeroColumns(tax_rate)
    case 'quickbooks':
      return quickbooksColumns
    case 'generic':
    case 'datev': // has bytes of its own
      return genericColumns
  }
}

function datevFile<Deps extends ExportsApiDeps>(
  c: Asked<Deps>,
  query: JournalFileQuery,
  accounts: Accounts,
  lines: AsyncIterable<readonly JournalLine[]>,
): Promise<Response> {
  refuseWorkbook(c, query)
  const number = notForDatev(accounts)
  if (number !== null) {
    const message = `DATEV takes accounts of 4 to 8 digits; ${number} is none. See /api/settings/accounts.`
    throw invalid([{ field: 'format', message }])
  }
  if (query.from.slice(0, 4) !== yearOfLast(query)) {
    const message = 'A batch for DATEV lies within one calendar year; take fewer days.'
    throw invalid([{ field: 'to', message }])
  }
  const { clock, config } = c.var.deps
  const batch = { ...query, made: clock.now(), currency: config.reportingCurrency }
  return sendFile(c, {
    subject: `EXTF_${nameOf(query)}.csv`,
    act: 'journal.export',
    body: streamOf(datevBytes(lines, batch, accounts)),
    type: 'text/csv; charset=windows-1252',
  })
}

function yearOfLast({ to }: JournalFileQuery): string {
  const year = to.slice(0, 4)
  return to.endsWith('-01-01') ? String(Number(year) - 1) : year
}

function refuseWorkbook(c: Context, { format }: JournalFileQuery): void {
  if (format === 'generic' || c.req.path.endsWith('.csv')) return
  throw invalid([{ field: 'format', message: 'This format is a CSV alone.' }])
}

function nameOf({ format, from, to }: JournalFileQuery): string {
  return `journal-${format}-${from}-${to}`
}
