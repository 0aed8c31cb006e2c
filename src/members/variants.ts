import type { Transaction } from 'kysely'
import type { Schema } from '../platform/database/schema.ts'

/**
 * Keeps by which wording of the banner a payment intent or a subscription was come to; once, and of no
 * wording nothing. Every payment of a subscription belongs to it, and names it again.
 */
export async function noteVariant(
  trx: Transaction<Schema>,
  paid_by: string,
  { variant, noted_at }: Readonly<{ variant: string | null; noted_at: Date }>,
): Promise<void> {
  if (variant === null) return
  await trx
    .insertInto('variant_payment')
    .values({ paid_by, variant, noted_at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
