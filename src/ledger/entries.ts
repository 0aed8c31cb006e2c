import { sql } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { EntryKind, EntrySource } from '../platform/database/ledger-tables.ts'
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
export function entriesBehind(reader: Reader, filter: EntryFilter) {
  return reader
    .selectFrom('entry')
    .leftJoin(currentLabel(reader).as('label'), 'label.entry_id', 'entry.id')
    .where(({ eb, and, or, exists, selectFrom }) => {
      const is = (column: (typeof filtered)[number], value: string | undefined) => {
        if (value === undefined) return []
        return [value === none ? eb(column, 'is', null) : eb(column, '=', value)]
      }
      return and([
        ...is('entry.id', filter.id),
        ...(filter.from ? [eb('entry.day', '>=', filter.from)] : []),
        ...(filter.to ? [eb('entry.day', '<', filter.to)] : []),
        ...(filter.kind ? [eb('entry.kind', '=', filter.kind)] : []),
        ...(filter.source ? [eb('entry.source', '=', filter.source)] : []),
        ...(filter.unclassified ? [notYetKnown] : []),
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

const filtered = [
  'entry.id',
  'entry.currency',
  'label.class',
  'label.member_id',
  'label.campaign',
  'label.article',
  'label.country',
] as const

/** An anti-join, so that a report over everything hashes each table once. */
function currentLabel(reader: Reader) {
  return reader
    .selectFrom('entry_label as known')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('entry_label as newer')
            .whereRef('newer.entry_id', '=', 'known.entry_id')
            .whereRef('newer.version', '>', 'known.version')
            .select('newer.version'),
        ),
      ),
    )
    .select(['entry_id', 'class', 'member_id', 'campaign', 'article', 'country'])
    .select(['invoice', 'subscription'])
}
