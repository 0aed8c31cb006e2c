import type { Config } from '../../config.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { invalid } from '../../platform/http/problem.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { minorJson } from '../../platform/money/money.ts'
import { entriesQuery } from './query.ts'
import { type EntryRow, entryRows } from './rows.ts'

export type EntriesDeps = Readonly<{ reader: Reader; config: Pick<Config, 'reportingCurrency'> }>

/** `/api/ledger/entries`: the rows behind a figure, whose sum equals it. */
export const entriesApi = routesWith<EntriesDeps>().get(
  '/',
  parsed('query', entriesQuery),
  async (c) => {
    const { reader, config } = c.var.deps
    const { figure, basis, figure_currency, limit, cursor, source, ...named } = c.req.valid('query')
    const filter = source === 'all' ? named : { ...named, source }
    const currency = figure_currency ?? config.reportingCurrency
    const found = await entryRows(reader, { filter, figure, basis, currency, limit, cursor })
    switch (found.kind) {
      case 'cursor_unknown':
        throw invalid([{ field: 'cursor', message: 'This is no cursor that a list here gave.' }])
      case 'found':
        return c.json({
          data: found.rows.map(entryAnswer),
          sum_minor: amount(found.sum_minor),
          next_cursor: found.next_cursor,
        })
    }
  },
)

/** A row as contract.md names its fields; amounts as the row was booked, `figure_minor` converted. */
export function entryAnswer(row: EntryRow) {
  return {
    id: row.id,
    occurred_at: row.occurred_at.toISOString(),
    day: row.day,
    kind: row.kind,
    class: row.class,
    currency: row.currency,
    amount_minor: minorJson(row.amount_minor),
    fee_minor: minorJson(row.fee_minor),
    net_minor: minorJson(row.net_minor),
    figure_minor: amount(row.figure_minor),
    member_id: row.member_id,
    campaign: row.campaign,
    article: row.article,
    country: row.country,
    source: row.source,
    stripe: {
      balance_transaction: row.balance_transaction,
      charge: row.charge,
      payment_intent: row.payment_intent,
      invoice: row.invoice,
      refund: row.refund,
      dispute: row.dispute,
      payout: row.payout,
    },
  }
}

function amount(minor: bigint | null): number | null {
  return minor === null ? null : minorJson(minor)
}
