import { type RawBuilder, sql, type Transaction } from 'kysely'
import { type Reader, readerOf } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import type { Earning } from '../deferred/earning.ts'
import { deferredAt, isBilled } from '../deferred/rolled-over.ts'
import { billedPayments, scheduleColumns, schedulesOf } from '../deferred/schedule.ts'
import { withoutRates } from '../valued.ts'
import { clearSome } from './clear.ts'
import { entriesAtOnce, nextEntries, type Rules, touchedEntries } from './ledger.ts'
import { type Span, wrote } from './mark.ts'
import type { Part } from './pass.ts'

type Trx = Transaction<Schema>

export const deferredPart = 'deferred'
/** Changes when the same payments make other sums. */
const version = 1

/** What the kept sums of deferred payments are made by. */
export function deferredRule({ currency, taxes }: Rules, { version: declared, zone }: Earning) {
  return `${version} ${currency} ${taxes.version} ${declared} ${zone}`
}

/**
 * The sums of what is deferred of payments in the books' currency. Beside them stands each payment as it
 * was when last looked at, so that it is taken out first, whichever of its facts changed: a bill and a
 * membership are no rows that only grow. Those in other currencies are read as they are (rollups/ledger.ts).
 */
export function deferredSums(rules: Rules, earning: Earning): Part {
  return {
    name: deferredPart,
    madeBy: [deferredRule(rules, earning)],
    tables: ['entry', 'entry_label', 'invoice', 'subscription'],
    most: entriesAtOnce,
    clear: async (trx) =>
      (await clearSome(trx, 'deferred_payment')) && (await clearSome(trx, 'deferred_sum')),
    make: async (trx, { mark, reached }) => {
      const page = await nextEntries(trx, { mark, reached })
      await keep(trx, page.ids)
      return page.reached
    },
    fold: async (trx, span) => keep(trx, await touchedPayments(readerOf(trx), span)),
  }

  async function keep(trx: Trx, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    const valuation = withoutRates(rules)
    const scope = { ids, currency: rules.currency }
    const payments = sql`(${billedPayments(readerOf(trx), scope, valuation)})`
    await takeOut(trx, ids)
    await putIn(trx, schedulesOf(readerOf(trx), payments, { earning, valuation }))
    await sql`delete from deferred_sum where deferred = 0 and billed = 0 and refunded = 0`.execute(
      trx,
    )
  }
}

/** The entries of payments whose schedule may be another one by what transactions of the span wrote. */
export async function touchedPayments(reader: Reader, span: Span): Promise<string[]> {
  const [entries, billed] = await Promise.all([
    touchedEntries(reader, span),
    reader
      .selectFrom('deferred_payment')
      .innerJoin('invoice', 'invoice.id', 'deferred_payment.invoice')
      .where(wrote('invoice', span))
      .select('deferred_payment.id')
      .union((eb) =>
        eb
          .selectFrom('deferred_payment')
          .innerJoin('subscription', 'subscription.id', 'deferred_payment.subscription')
          .where(wrote('subscription', span))
          .select('deferred_payment.id'),
      )
      .execute(),
  ])
  return [...new Set([...entries, ...billed.map(({ id }) => id)])]
}

async function takeOut(trx: Trx, ids: readonly string[]): Promise<void> {
  await sql`
    with payment as (delete from deferred_payment where id = any(${ids}) returning *)
    ${addToSums(-1)}`.execute(trx)
}

async function putIn(trx: Trx, schedules: RawBuilder<unknown>): Promise<void> {
  await sql`
    with payment as (
      insert into deferred_payment (${scheduleColumns})
      select ${scheduleColumns} from ${schedules} as schedule returning *)
    ${addToSums(1)}`.execute(trx)
}

/** What payments (`payment`) are in each sum; a payment without a rate is in none. */
function addToSums(sign: 1 | -1): RawBuilder<unknown> {
  const signed = (column: string) => sql`sum(${sql.lit(sign)} * ${sql.ref(column)})`
  return sql`
    insert into deferred_sum (dimension, day, key, class, deferred, billed, refunded)
    select dimension, day, key, class, ${signed('deferred')}, ${signed('billed')}, ${signed('refunded')}
    from (${eachDay} union all ${eachMonth} union all ${onItsDay} union all ${givenBack}) as counted
    where deferred <> 0 or billed <> 0 or refunded <> 0
    group by dimension, day, key, class
    on conflict (dimension, day, key, class) do update set
      deferred = deferred_sum.deferred + excluded.deferred,
      billed = deferred_sum.billed + excluded.billed,
      refunded = deferred_sum.refunded + excluded.refunded`
}

const isCounted = sql<boolean>`${isBilled} and exchanged is not null`

const eachDay = sql`
  select 'class' as dimension, at as day, null::text as key, class, ${deferredAt(sql`at`)} as deferred,
    0 as billed, 0 as refunded
  from payment cross join lateral (
    select payment.day + n as at from generate_series(1, ends - payment.day - 1) as n) as dated
  where ${isCounted}`

const eachMonth = sql`
  select dimension, at, key, class, ${deferredAt(sql`at`)}, 0, 0
  from payment cross join lateral (
    select at::date from generate_series(date_trunc('month', payment.day::timestamp) + interval '1 month',
      (ends - 1)::timestamp, interval '1 month') as at) as dated
  cross join lateral (values ('campaign', campaign), ('article', article), ('country', country))
    as grouped (dimension, key)
  where ${isCounted}`

const onItsDay = sql`
  select 'class', payment.day, null, class, 0, exchanged, 0 from payment where ${isCounted}`

const givenBack = sql`
  select 'class', back_day, null, class, 0, 0, coalesce(back_held[place - 1], exchanged) - back_held[place]
  from payment
  cross join lateral unnest(back_days) with ordinality as back (back_day, place)
  where ${isCounted}`
