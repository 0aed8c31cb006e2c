import type Fraction from 'fraction.js'
import * as z from 'zod'
import { changesOfMembers } from '../../members/subscription-changes.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'
import { placeIn, writeCursor } from '../../platform/http/cursor.ts'
import { minorJson } from '../../platform/money/money.ts'
import { wholeOf } from '../../platform/money/rounding.ts'
import type { FigureRows } from '../rows-routes.ts'
import { declaredTaxes } from '../tax/rules.ts'
import type { Amounts } from './amounts.ts'
import type { Movement } from './movement.ts'
import type { Reason } from './reason.ts'
import type { Course } from './timeline.ts'

/** A person behind a figure: with the movement that counts, or as they stood at a range's two ends. */
export type Behind = Readonly<{
  member_id: string
  at: Date | null
  day: Day | null
  before: Amounts
  after: Amounts
  reason: Reason | null
}>

export function movementBehind(member_id: string, movement: Movement): Behind {
  const { at, day, before, after } = movement
  return { member_id, at, day, before, after, reason: reasonIn(movement) }
}

export function standingBehind(member_id: string, before: Amounts, after: Amounts): Behind {
  return { member_id, at: null, day: null, before, after, reason: null }
}

function reasonIn(movement: Movement): Reason | null {
  if (movement.kind === 'churn') return movement.reason
  return movement.kind === 'reactivation' ? movement.left : null
}

/** A row as it is answered; `counts` is its part of the figure, and all rows' come to it exactly. */
export type BehindRow = Readonly<{
  member_id: string
  at: string | null
  day: string | null
  before_minor: number
  after_minor: number
  reason: string | null
  counts: number
}>

/** `yearly` says what amounts a year come to in the currency asked for; a row tells them a month. */
export function behindRow(
  { before, after, at, ...row }: Behind,
  yearly: (amounts: Amounts) => Fraction,
  counts: number,
): BehindRow {
  const monthly = (amounts: Amounts) => minorJson(wholeOf(yearly(amounts).div(12)))
  return {
    ...row,
    at: at?.toISOString() ?? null,
    before_minor: monthly(before),
    after_minor: monthly(after),
    counts,
  }
}

type Timed = Pick<BehindRow, 'at' | 'day' | 'member_id'>

/** One page of them, oldest first, then by person. */
export function pageOf<Row extends Timed>(
  rows: readonly Row[],
  { limit, cursor, sum }: { limit: number; cursor?: string | undefined; sum: number },
): FigureRows<Row> {
  const shown = placeIn(cursor, place)
  if (shown === 'cursor_unknown') return { kind: shown }
  const start = shown === null ? 0 : Number(shown[0])
  const end = start + limit
  const page = rows.toSorted(byTime).slice(start, end)
  const next_cursor = end < rows.length ? writeCursor([String(end)]) : null
  return { kind: 'found', rows: page, next_cursor, sum, of: null }
}

const place = z.tuple([z.string().regex(/^\d+$/)])

function byTime(a: Timed, b: Timed): number {
  const key = ({ day, at, member_id }: Timed) => `${day} ${at} ${member_id}`
  return key(a) < key(b) ? -1 : 1
}

export type History = Course & Readonly<{ person: string }>

const atOnce = 1000

/** What changed about each person's subscriptions, by person, in pages of a thousand. */
async function* everyHistory(reader: Reader): AsyncGenerator<History> {
  const taxes = await declaredTaxes(reader)
  for (let after = ''; ; ) {
    const rows = await reader
      .selectFrom('subscription')
      .select('member_id')
      .distinct()
      .where('member_id', '>', after)
      .orderBy('member_id')
      .limit(atOnce)
      .execute()
    const ids = rows.map(({ member_id }) => member_id)
    const changes = await changesOfMembers(reader, ids)
    const byMember = Map.groupBy(changes, ({ member_id }) => member_id)
    yield* ids.map((person) => ({ person, taxes, changes: byMember.get(person) ?? [] }))
    const last = ids.at(-1)
    if (last === undefined) return
    after = last
  }
}

/** What every history comes to, together. */
export async function behindAll<Row>(
  reader: Reader,
  rowsOf: (history: History) => readonly Row[],
): Promise<Row[]> {
  const rows: Row[] = []
  for await (const history of everyHistory(reader)) rows.push(...rowsOf(history))
  return rows
}
