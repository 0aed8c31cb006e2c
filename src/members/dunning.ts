import * as z from 'zod'
import type { Reader } from '../platform/database/connection.ts'

/**
 * How long a membership may stay unpaid, in whole days since its bill could first not be paid, before it
 * is ended (null: as long as Stripe lets it); and on which of those days we try again ourselves where
 * Stripe plans no try of its own.
 */
export type DunningRule = Readonly<{ grace_days: number | null; retry_days: readonly number[] }>

const days = z.int().min(1, 'At least 1 day.').max(365, 'At most 365 days.')
const listOfDays = z
  .string()
  .trim()
  .regex(/^(\d{1,3}( *, *\d{1,3})*)?$/, 'Days as numbers, like 3, 5, 7.')
  .transform((text) => (text === '' ? [] : text.split(',').map(Number)))
  .pipe(z.array(days).max(8, 'At most 8 tries.'))

/** As it is declared and as it is kept: the days of our own tries as text, like `3, 5, 7`. */
export const dunningTerms: z.ZodType<DunningRule> = z
  .strictObject({ grace_days: days.optional(), retry_days: listOfDays.optional() })
  .transform(({ grace_days = null, retry_days = [] }) => ({ grace_days, retry_days }))

/** Nobody's membership is ended, and nobody's card is asked, by a rule that no person has made. */
const usual: DunningRule = { grace_days: null, retry_days: [] }

/** The rule that was declared last; the usual one until one is. */
export async function dunningRule(reader: Reader): Promise<DunningRule> {
  const newest = await reader
    .selectFrom('declaration')
    .select('terms')
    .where('kind', '=', 'dunning')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest === undefined ? usual : dunningTerms.parse(newest.terms)
}

/** A bill of a membership that is open, and since when it could not be paid. */
export type OwedBill = Readonly<{
  invoice: string
  subscription: string
  member_id: string
  first_failed_at: Date
  /** Whether Stripe will try it again by itself. */
  planned: boolean
}>

/** Open bills of memberships that are behind with their payment. */
export async function owedBills(reader: Reader): Promise<OwedBill[]> {
  const rows = await openBills(reader)
    .where('s.status', 'in', ['past_due', 'unpaid'])
    .select(['i.id as invoice', 's.id as subscription', 's.member_id'])
    .select(['i.first_failed_at', 'i.next_attempt_at'])
    .orderBy('i.id')
    .execute()
  return rows.flatMap(({ first_failed_at, next_attempt_at, ...row }) =>
    first_failed_at === null
      ? []
      : [{ ...row, first_failed_at, planned: next_attempt_at !== null }],
  )
}

/** Memberships that somebody has left since then, and that still have an open bill. */
export async function leftWithBills(reader: Reader, since: Date): Promise<string[]> {
  const rows = await openBills(reader)
    .where('s.status', '=', 'canceled')
    .where('s.end_reason', '=', 'cancellation_requested')
    .where('s.ended_at', '>=', since)
    .select('s.id')
    .distinct()
    .execute()
  return rows.map(({ id }) => id)
}

function openBills(reader: Reader) {
  return reader
    .selectFrom('invoice as i')
    .innerJoin('subscription as s', 's.id', 'i.subscription')
    .where('i.status', '=', 'open')
}
