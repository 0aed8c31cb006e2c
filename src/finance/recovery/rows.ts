import * as z from 'zod'
import type { FailureOutcome } from '../../members/invoice-failures.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { pageOf, placeIn } from '../../platform/http/cursor.ts'
import { minorJson } from '../../platform/money/money.ts'
import type { ReportDeps } from '../query.ts'
import type { FigureRows, RowsQuery } from '../rows-routes.ts'
import { billsOf, billWorths, countedBills } from './bill.ts'
import {
  type RecoveryCount,
  type RecoveryFigure,
  recoveryCounts,
  recoveryPeriod,
} from './recovery-period.ts'

/** A bill behind a figure; `counts` is its part of the sum, null without a rate. */
export type BillRow = Readonly<{
  invoice: string
  subscription: string | null
  member_id: string | null
  first_failed_at: string
  paid_at: string | null
  outcome: FailureOutcome
  due_minor: number
  due_currency: string
  amount_minor: number | null
  counts: number | null
}>

type Query = RowsQuery<RecoveryFigure>

/** The bills behind a figure, the earliest failure first. */
export async function billRows(
  reader: Reader,
  query: Query,
  deps: ReportDeps,
): Promise<FigureRows<BillRow>> {
  const after = placeIn(query.cursor, place)
  if (after === 'cursor_unknown') return { kind: after }
  const { currency, limit, figure } = query
  const found = await nextBills(reader, query, after, deps)
  const { rows: bills, next_cursor } = pageOf(found, limit, placeOf)
  const worthOf = await billWorths(reader, bills, currency)
  const rows = bills.map((bill) => billRow(bill, worthOf(bill), figure))
  return { kind: 'found', rows, next_cursor, ...(await sums(reader, query, deps)) }
}

type Bill = Awaited<ReturnType<typeof nextBills>>[number]

function billRow(bill: Bill, worth: bigint | null, figure: RecoveryFigure): BillRow {
  const amount = worth === null ? null : minorJson(worth)
  return {
    invoice: bill.id,
    subscription: bill.subscription,
    member_id: bill.member_id,
    first_failed_at: bill.first_failed_at.toISOString(),
    paid_at: bill.paid_at?.toISOString() ?? null,
    outcome: bill.outcome,
    due_minor: minorJson(bill.amount_due_minor),
    due_currency: bill.currency,
    amount_minor: amount,
    counts: isOfMoney(figure) ? amount : 1,
  }
}

const place = z.tuple([z.iso.datetime(), z.string()])
type Place = z.output<typeof place>

function placeOf({ first_failed_at, id }: Bill): Place {
  return [first_failed_at.toISOString(), id]
}

function nextBills(reader: Reader, query: Query, after: Place | null, deps: ReportDeps) {
  const name = countIn(query.figure)
  const bills = reader
    .selectFrom(billsOf(reader, query, deps).as('bill'))
    .selectAll()
    .orderBy('first_failed_at')
    .orderBy('id')
    .limit(query.limit + 1)
  const counted = name === 'failed' ? bills : bills.where('outcome', '=', name)
  if (after === null) return counted.execute()
  const [at, id] = [new Date(after[0]), after[1]]
  return counted
    .where(({ eb, refTuple, tuple }) => eb(refTuple('first_failed_at', 'id'), '>', tuple(at, id)))
    .execute()
}

/** Over the line of a rate stand the recovered. */
function countIn(figure: RecoveryFigure): RecoveryCount {
  if (figure.startsWith('rate_')) return 'recovered'
  return recoveryCounts.find((name) => figure === name || figure === `${name}_minor`) ?? 'failed'
}

function isOfMoney(figure: RecoveryFigure): boolean {
  return figure.endsWith('_minor') || figure === 'rate_by_amount'
}

async function sums(reader: Reader, query: Query, deps: ReportDeps) {
  const bills = await countedBills(reader, query, query.currency, deps)
  const period = recoveryPeriod(bills, { range: query, currency: query.currency, entries: {} })
  const name = countIn(query.figure)
  const of = (count: RecoveryCount) =>
    period[isOfMoney(query.figure) ? (`${count}_minor` as const) : count]
  return { sum: of(name), of: query.figure.startsWith('rate_') ? of('failed') : null }
}
