import { sql } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'

/** Payments refused since a moment, as far as they tell somebody who tries cards from everybody else. */
export type RefusedCards = Readonly<{
  /** On forms that this visitor sent. */
  ofVisitor: number
  /** On how many forms the most refused of the visitor's own cards was tried, whoever sent them. */
  formsOfCard: number
  /** Of strangers, on forms that the payment does not name (a membership's first payment). */
  ofNobody: number
  /** Of strangers in all. */
  ofStrangers: number
  /** The visitor's first one. */
  first: Date | null
}>

/** Refused payments of people who are no customers, in an hour: an alarm (domain/stripe.md 6). */
export const tooManyStrangers = 20

/** `visitor`: the keyed hash that orders are kept with. */
export function refusedCards(
  reader: Reader,
  { visitor, since }: Readonly<{ visitor: string; since: Date }>,
): Promise<RefusedCards> {
  const told = sql<RefusedCards>`(
    with lately as materialized (
      select nonce, card, customer, failed_at from failed_attempt
      where failed_at >= ${since}::timestamptz
    ), own as (
      select card, failed_at from lately join checkout_order using (nonce)
      where visitor = ${visitor}
    ), tried as (
      select count(distinct nonce) as forms from lately
      where card in (select card from own) group by card
    )
    select
      (select count(*)::int from own) as "ofVisitor",
      (select coalesce(max(forms), 0)::int from tried) as "formsOfCard",
      count(*) filter (where customer is null and nonce is null)::int as "ofNobody",
      count(*) filter (where customer is null)::int as "ofStrangers",
      (select min(failed_at) from own) as first
    from lately
  )`
  return reader.selectFrom(told.as('told')).selectAll().executeTakeFirstOrThrow()
}
