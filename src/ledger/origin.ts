import { type Insertable, type RawBuilder, type Selectable, sql, type Transaction } from 'kysely'
import { readerOf } from '../platform/database/connection.ts'
import type { OriginTable } from '../platform/database/ledger-tables.ts'
import type { Schema } from '../platform/database/schema.ts'
import { addMonths, firstDay, type Month } from '../platform/day.ts'
import { writesOf } from '../platform/gathered.ts'
import { closes, holdMonths } from './months.ts'

type Trx = Transaction<Schema>
type Known = Omit<Selectable<OriginTable>, 'key' | 'known_at'>

/** What one source knows of a payment. `key`: its payment intent, or its charge without one. */
export type OriginFacts = Readonly<{ key: string } & Partial<Known>>
const columns = [
  ...(['class', 'member_id', 'campaign', 'article', 'country'] as const),
  ...(['invoice', 'subscription', 'session', 'product'] as const),
] as const

type News = Readonly<{ facts: OriginFacts; at: Date }>

/**
 * Adds what is known of a payment to what was known; a null never takes anything back. Its entries are
 * labelled by it when all that is learned together is written (`labelEntries`).
 */
export function recordOrigin(trx: Trx, facts: OriginFacts, at: Date): Promise<void> {
  return record(trx, { facts, at })
}

const record = writesOf(async (trx: Trx, news: readonly News[]) => {
  await trx
    .insertInto('origin')
    .values(together(news))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet(({ fn, ref }) => ({
        ...Object.fromEntries(
          columns.map((name) => [
            name,
            fn.coalesce(ref(`excluded.${name}`), ref(`origin.${name}`)),
          ]),
        ),
        known_at: ref('excluded.known_at'),
      })),
    )
    .execute()
})

/** One row a payment, of all that is said of it at once. */
function together(news: readonly News[]): Insertable<OriginTable>[] {
  const rows = new Map<string, Insertable<OriginTable>>()
  for (const { facts, at } of news) {
    const said = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null))
    rows.set(facts.key, { ...rows.get(facts.key), ...said, key: facts.key, known_at: at })
  }
  return [...rows.values()]
}

/** Two members were one: what is labelled with `from` is labelled with `into` from now on. */
export async function moveOrigins(
  trx: Trx,
  { from, into, at }: { from: string; into: string; at: Date },
): Promise<void> {
  const rows = await trx
    .updateTable('origin')
    .set({ member_id: into, known_at: at })
    .where('member_id', '=', from)
    .returning('key')
    .execute()
  await labelEntries(
    trx,
    rows.map(({ key }) => key),
    at,
  )
}

/**
 * Gives every entry of these payments (refunds and disputes too) the label that follows from what is
 * known now: a new version, where it differs from the one it has. Nothing known is no label. What stands
 * in a closed month keeps its label until the month is reopened.
 */
export async function labelEntries(trx: Trx, keys: readonly string[], at: Date): Promise<void> {
  if (keys.length === 0) return
  await holdMonths(trx)
  const ofThese = sql<boolean>`(e.payment_intent = any(${keys})
    or (e.payment_intent is null and e.charge = any(${keys})))`
  const isOpen = sql<boolean>`not exists (
    select from (${closes(readerOf(trx))}) closed where closed.month = to_char(e.day, 'YYYY-MM'))`
  await label(trx, sql`${ofThese} and ${isOpen}`, at)
}

/** Gives the entries of a month that is open again the labels learned since `since`. */
export async function labelMonth(
  trx: Trx,
  { month, since, at }: Readonly<{ month: Month; since: Date; at: Date }>,
): Promise<void> {
  const first = firstDay(month)
  const ofMonth = sql`e.day >= ${first} and e.day < ${addMonths(first, 1)} and o.known_at >= ${since}`
  await label(trx, ofMonth, at)
}

async function label(trx: Trx, which: RawBuilder<unknown>, at: Date): Promise<void> {
  await sql`
    insert into entry_label (entry_id, version, class, member_id, campaign, article, country,
      invoice, subscription, product, labelled_at)
    select e.id, coalesce(l.version, 0) + 1, o.class, o.member_id, o.campaign, o.article, o.country,
      o.invoice, o.subscription, o.product, ${at}
    from entry e
    join origin o on o.key = coalesce(e.payment_intent, e.charge)
    left join lateral (
      select * from entry_label where entry_id = e.id order by version desc limit 1
    ) l on true
    where ${which}
      and (o.class, o.member_id, o.campaign, o.article, o.country, o.invoice, o.subscription,
          o.product)
        is distinct from (l.class, l.member_id, l.campaign, l.article, l.country, l.invoice,
          l.subscription, l.product)
  `.execute(trx)
}
