import { type Insertable, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Database } from '../../platform/database/connection.ts'
import type { OrderWordsTable } from '../../platform/database/member-tables.ts'
import type { CheckoutOrderTable } from '../../platform/database/schema.ts'
import { type Limit, type Window, windowOf } from '../../platform/http/limits.ts'

export type OrderRow = Selectable<CheckoutOrderTable>
/** `perHour`: how many orders of one visitor an hour takes, where it is not as many as usual. */
export type Visitor = Readonly<{ key: string; now: Date; perHour?: number | undefined }>
export type Claim =
  /** `fresh`: this call wrote the row; else the form was sent before and the first order stands. */
  | Readonly<{ kind: 'claimed'; row: OrderRow; fresh: boolean }>
  | Readonly<{ kind: 'limited'; retry_after_s: number }>

/** What waits with an order for its payment; null when nothing was said. */
type Words = Insertable<OrderWordsTable> | null

const perMinute: Limit = { limit: 30, window_s: 60 }
const usualPerHour = 200

/**
 * Writes the order down for its nonce, and what was said with it, or returns the one that came first:
 * one statement, counted against the visitor's limits only when the nonce is new.
 */
export async function claimOrder(
  db: Database,
  { row, words }: Readonly<{ row: OrderRow; words: Words }>,
  visitor: Visitor,
): Promise<Claim> {
  const [minute, hour] = windowsOf(visitor)
  const { rows } = await claimStatement({ row, words }, minute, hour).execute(db)
  const [found] = rows.filter(({ nonce }) => nonce !== null)
  if (found === undefined) {
    const full = rows[0]?.within_minute ? hour : minute
    const left_ms = full.end.getTime() - visitor.now.getTime()
    return { kind: 'limited', retry_after_s: Math.max(1, Math.ceil(left_ms / 1000)) }
  }
  const { fresh, counted, within_minute, ...order } = found
  // Two tabs at the same instant both find no row and both count: the later one gives it back.
  if (counted && !fresh) await giveBack(visitor).execute(db)
  return { kind: 'claimed', row: order, fresh }
}

/** Keeps the session that Stripe opened; of two at the same time the first stands for both. */
export async function keepSession(
  db: Database,
  row: OrderRow,
  session: Readonly<{ id: string; url: string }>,
): Promise<{ id: string; url: string }> {
  const kept = await db
    .insertInto('checkout_order')
    .values({ ...row, session: session.id, url: session.url })
    .onConflict((conflict) =>
      conflict.column('nonce').doUpdateSet({
        session: sql`coalesce(checkout_order.session, excluded.session)`,
        url: sql`coalesce(checkout_order.url, excluded.url)`,
      }),
    )
    .returning(['session', 'url'])
    .executeTakeFirstOrThrow()
  return { id: kept.session ?? session.id, url: kept.url ?? session.url }
}

/** The session opened for a nonce, `opening` while Stripe is asked, null when no order stands. */
export async function sessionKept(db: Database, nonce: string): Promise<string | null> {
  const row = await db
    .selectFrom('checkout_order')
    .select('session')
    .where('nonce', '=', nonce)
    .executeTakeFirst()
  return row === undefined ? null : (row.session ?? 'opening')
}

/** Stripe refused: the order is forgotten and not counted, so that the same form can be sent again. */
export async function releaseOrder(db: Database, row: OrderRow, visitor: Visitor): Promise<void> {
  await sql`
    with gone as (
      delete from checkout_order
      where nonce = ${row.nonce} and member_ref = ${row.member_ref} and session is null
      returning nonce
    ), unsaid as (
      delete from order_words where nonce in (select nonce from gone)
    ) ${giveBack(visitor, sql`exists (select from gone)`)}`.execute(db)
}

function windowsOf({ key, now, perHour = usualPerHour }: Visitor): [Window, Window] {
  const hour: Limit = { limit: perHour, window_s: 3600 }
  return [windowOf(key, perMinute, now), windowOf(key, hour, now)]
}

type ClaimRow = OrderRow & { fresh: boolean; counted: boolean; within_minute: boolean }

/**
 * Each step runs only where the one before left a row, so a refused order counts nowhere: a full
 * minute spends nothing of the hour, and a full hour outlasts whatever it spent of the minute.
 */
function claimStatement(
  { row, words }: Readonly<{ row: OrderRow; words: Words }>,
  minute: Window,
  hour: Window,
): RawBuilder<ClaimRow> {
  return sql<ClaimRow>`
    with known as (
      select * from checkout_order where nonce = ${row.nonce}
    ), minute as (
      ${counting(minute)} where not exists (select from known) ${whileRoom(minute)}
    ), hour as (
      ${counting(hour)} where exists (select from minute) ${whileRoom(hour)}
    ), claimed as (
      insert into checkout_order (nonce, member_ref, frequency, amount_minor, currency, base_minor,
        extra_minor, campaign, article, tier, variant, return_to, language,
        visitor, created_at, expires_at)
      select ${row.nonce}, ${row.member_ref}, ${row.frequency}, ${row.amount_minor}::bigint,
        ${row.currency}, ${row.base_minor}::bigint, ${row.extra_minor}::bigint, ${row.campaign},
        ${row.article}, ${row.tier}, ${row.variant}, ${row.return_to}, ${row.language}, ${row.visitor},
        ${row.created_at}::timestamptz, ${row.expires_at}::timestamptz
      where exists (select from hour)
      on conflict (nonce) do update set nonce = excluded.nonce
      returning *, xmax = 0 as fresh
    )${words === null ? sql`` : saying(words)}
    select found.*, exists (select from hour) as counted, exists (select from minute) as within_minute
    from (select) as always
    left join (select *, false as fresh from known union all select * from claimed) as found on true`
}

/** Only the first order of a form is heard. */
function saying(words: Insertable<OrderWordsTable>) {
  return sql`, said as (
      insert into order_words (nonce, dedication_kind, dedication, reason, shown_as, public_name,
        company, tax_country, tax_number, said_at)
      select nonce, ${words.dedication_kind}, ${words.dedication}, ${words.reason},
        ${words.shown_as}, ${words.public_name}, ${words.company}, ${words.tax_country},
        ${words.tax_number}, ${words.said_at}::timestamptz
      from claimed where fresh
      on conflict (nonce) do nothing
    )`
}

function counting({ key, start }: Window) {
  return sql`insert into request_count (key, window_start, hits)
    select ${key}, ${start}::timestamptz, 1`
}

function whileRoom({ limit }: Window) {
  return sql`on conflict (key, window_start) do update set hits = request_count.hits + 1
    where request_count.hits < ${limit}::int returning key`
}

function giveBack(visitor: Visitor, condition = sql`true`) {
  const [minute, hour] = windowsOf(visitor)
  return sql`update request_count set hits = hits - 1
    where (key, window_start) in ((${minute.key}, ${minute.start}::timestamptz),
      (${hour.key}, ${hour.start}::timestamptz)) and hits > 0 and ${condition}`
}
