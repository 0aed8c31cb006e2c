import { type ExpressionBuilder, sql } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { EntryKind, EntrySource } from '../platform/database/ledger-tables.ts'
import type { Schema } from '../platform/database/schema.ts'
import type { Day, Month } from '../platform/day.ts'

/** The word for rows that name no class, campaign, article or country, or no longer known ones. */
export const none = '(none)'

/**
 * Which entries: days are [from, to) in the reporting zone; what is absent does not narrow.
 * `(none)` as a class, campaign, article or country means the rows without one.
 */
export type EntryFilter = Readonly<{
  id?: string | undefined
  from?: Day | undefined
  to?: Day | undefined
  kind?: EntryKind | undefined
  class?: string | undefined
  currency?: string | undefined
  source?: EntrySource | undefined
  member_id?: string | undefined
  campaign?: string | undefined
  article?: string | undefined
  country?: string | undefined
  payout?: string | undefined
  /** Only what is not yet known and keeps its month open. */
  unclassified?: true | undefined
  /** Only what came after the month of its day was closed. */
  late?: true | undefined
  /** Only what moved this balance of Stripe's. */
  balance?: 'payments' | undefined
}>

/** A transaction by its number, as the database counts them; later ones are higher. */
export type TransactionMark = string

/**
 * Which part of the books is looked at, whatever is asked of it: only some rows, only what transactions
 * before a mark wrote (what is known of a row too), only rows in other currencies than one.
 */
export type EntryScope = Readonly<{
  ids?: readonly string[] | undefined
  before?: TransactionMark | undefined
  foreignTo?: string | undefined
}>

/**
 * What blocks the close of a month, over the columns kind and class: a type of Stripe's that we do not
 * know, and readers' money whose class is not known yet.
 */
export const notYetKnown = sql<boolean>`(kind = 'unclassified' or (class is null and kind in (
  'payment', 'payment_failure', 'refund', 'refund_failure', 'dispute', 'dispute_reversal')))`

/**
 * What «these entries» means: each with what is known of it now (`label`, the highest version; all
 * its columns are null where nothing is known yet). A figure and the rows behind it both start here.
 */
export function entriesBehind(reader: Reader, filter: EntryFilter & EntryScope) {
  return reader
    .selectFrom('entry')
    .leftJoinLateral(
      (eb) => (filter.ids ? newestLabel(eb, filter) : currentLabel(eb, filter)).as('label'),
      (join) => join.onRef('label.entry_id', '=', 'entry.id'),
    )
    .where(({ eb, and, or, exists, selectFrom }) => {
      const is = (column: (typeof filtered)[number], value: string | undefined) => {
        if (value === undefined) return []
        return [value === none ? eb(column, 'is', null) : eb(column, '=', value)]
      }
      return and([
        ...is('entry.id', filter.id),
        ...(filter.ids ? [sql<boolean>`entry.id = any(${filter.ids})`] : []),
        ...seenFrom('entry', filter),
        ...(filter.foreignTo ? [foreign(filter.foreignTo)] : []),
        ...(filter.from ? [eb('entry.day', '>=', filter.from)] : []),
        ...(filter.to ? [eb('entry.day', '<', filter.to)] : []),
        ...(filter.kind ? [eb('entry.kind', '=', filter.kind)] : []),
        ...(filter.source ? [eb('entry.source', '=', filter.source)] : []),
        ...(filter.unclassified ? [notYetKnown] : []),
        ...(filter.late ? [eb('entry.true_day', 'is not', null)] : []),
        ...(filter.balance
          ? [eb('entry.source', '=', 'stripe'), eb(balanceOf, '=', filter.balance)]
          : []),
        ...is('entry.currency', filter.currency),
        ...is('label.class', filter.class),
        ...is('label.member_id', filter.member_id),
        ...is('label.campaign', filter.campaign),
        ...is('label.article', filter.article),
        ...is('label.country', filter.country),
        ...(filter.payout
          ? [
              or([
                eb('entry.payout', '=', filter.payout),
                exists(
                  selectFrom('entry_payout')
                    .whereRef('entry_payout.entry_id', '=', 'entry.id')
                    .where('entry_payout.payout', '=', filter.payout)
                    .select('entry_payout.entry_id'),
                ),
              ]),
            ]
          : []),
      ])
    })
}

/** How many rows of each month are not yet known; months without any are absent. */
export function notYetKnownByMonth(reader: Reader) {
  const month = sql<Month>`to_char(entry.day, 'YYYY-MM')`
  return entriesBehind(reader, { unclassified: true })
    .select([month.as('month'), sql<number>`count(*)::int`.as('count')])
    .groupBy(month)
    .orderBy('month')
    .execute()
}

/** Which of the account's balances a row of Stripe's moved. */
const balanceOf = sql<string>`coalesce(entry.balance_type, 'payments')`

const filtered = [
  'entry.id',
  'entry.currency',
  'label.class',
  'label.member_id',
  'label.campaign',
  'label.article',
  'label.country',
] as const

/** Two ranges of an index instead of a scan for «another one», which is mostly none. */
export function foreign(currency: string) {
  return sql<boolean>`(entry.currency < ${currency} or entry.currency > ${currency})`
}

type Builder = ExpressionBuilder<Schema, 'entry'>

const known = [
  ...(['entry_id', 'class', 'member_id', 'campaign', 'article', 'country'] as const),
  ...(['invoice', 'subscription', 'product'] as const),
] as const

/** Of entries that are asked for by id, each one's label is looked up: of few rows, however many there are. */
function newestLabel(eb: Builder, scope: EntryScope) {
  return eb
    .selectFrom('entry_label as known')
    .whereRef('known.entry_id', '=', 'entry.id')
    .where(({ and }) => and(seenFrom('known', scope)))
    .select(known)
    .orderBy('known.version', 'desc')
    .limit(1)
}

/** An anti-join, so that a report over everything hashes each table once. */
function currentLabel(eb: Builder, scope: EntryScope) {
  return eb
    .selectFrom('entry_label as known')
    .where(({ not, exists, selectFrom, and }) =>
      and([
        ...seenFrom('known', scope),
        not(
          exists(
            selectFrom('entry_label as newer')
              .whereRef('newer.entry_id', '=', 'known.entry_id')
              .whereRef('newer.version', '>', 'known.version')
              .where(({ and }) => and(seenFrom('newer', scope)))
              .select('newer.version'),
          ),
        ),
      ]),
    )
    .select(known)
}

function seenFrom(table: 'entry' | 'known' | 'newer', { before }: EntryScope) {
  return before ? [writtenBefore(table, before)] : []
}

/** Rows of a table (under that name) that transactions before a mark wrote, those of before any too. */
export function writtenBefore(table: string, mark: TransactionMark) {
  const tx = sql.ref(`${table}.tx`)
  return sql<boolean>`(${tx} is null or ${tx} < ${mark}::xid8)`
}
