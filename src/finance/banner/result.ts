import { sql } from 'kysely'
import type { Reader } from '../../platform/database/connection.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { figure } from '../figures.ts'
import { valuationOf, valuedEntries } from '../valued.ts'

/**
 * What came by one wording of the banner: `given`: gifts and memberships begun since; `net_minor`: net
 * revenue of all their payments until now, after tax, refunds and disputes, before fees, in the
 * currency asked for; null where a row has no rate.
 */
export type VariantResult = Readonly<{ variant: string; given: number; net_minor: bigint | null }>

/** Every wording that anybody gave by since then; those who were shown none are `holdback`. */
export async function variantResults(
  reader: Reader,
  { since, currency }: Readonly<{ since: Date; currency: Currency }>,
): Promise<VariantResult[]> {
  const given = await reader
    .selectFrom('variant_payment')
    .where('noted_at', '>=', since)
    .groupBy('variant')
    .select(['variant', sql<number>`count(*)::int`.as('given')])
    .orderBy('variant')
    .execute()
  const nets = await netByVariant(reader, since, currency)
  return given.map((row) => ({ ...row, net_minor: nets.get(row.variant) ?? null }))
}

async function netByVariant(reader: Reader, since: Date, currency: Currency) {
  const paid = await reader.selectFrom(paidBy(since)).selectAll().execute()
  const ids = paid.map(({ id }) => id)
  const valued = valuedEntries(reader, { ids }, await valuationOf(reader, { ids }, currency))
  const rows = await reader
    .selectFrom(valued.as('valued'))
    .innerJoin(paidBy(since), 'paid.id', 'valued.id')
    .groupBy('paid.variant')
    .select('paid.variant')
    .select(sql<bigint>`coalesce(sum(${figure('net_minor', 'net')}), 0)::bigint`.as('net_minor'))
    .select(sql<boolean>`bool_or(amount is null)`.as('unrated'))
    .execute()
  return new Map(rows.map((row) => [row.variant, row.unrated ? null : row.net_minor]))
}

/** The rows of what was paid by a wording: a gift's by its charge, a membership's by its subscription. */
function paidBy(since: Date) {
  return sql<{ id: string; variant: string }>`(
    select distinct entry.id, noted.variant from variant_payment as noted
      join entry as payment on payment.payment_intent = noted.paid_by
      join entry on entry.id = payment.id or entry.charge = payment.charge
      where noted.noted_at >= ${since}
    union
    select label.entry_id, noted.variant from variant_payment as noted
      join entry_label as label on label.subscription = noted.paid_by
      where noted.noted_at >= ${since}
  )`.as<'paid'>('paid')
}
