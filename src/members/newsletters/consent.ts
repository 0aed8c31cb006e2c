import type { Selectable, Transaction } from 'kysely'
import { keyedHash } from '../../platform/auth/hash.ts'
import { secondsAfter } from '../../platform/clock.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { NewsletterConsentTable } from '../../platform/database/consent-tables.ts'
import type { Schema } from '../../platform/database/schema.ts'

/** How long the link of a confirmation mail holds. */
const confirmableFor_s = 7 * 24 * 3600

export type Consent = Selectable<NewsletterConsentTable>
export type ConsentKey = Pick<Consent, 'address_hash' | 'id'>
export type ConfirmedBy = NonNullable<Consent['confirmed_by']>
export type EndedBy = NonNullable<Consent['ended_by']>

/** What somebody agrees to, and how they read it; `address` is parsed (`auth/staff.ts address`). */
export type Agreement = Readonly<
  Pick<Consent, 'list' | 'language' | 'wording' | 'source'> & { address: string }
>

/** What stands for an address once it is erased: half of a keyed hash, which fits into a link. */
export async function addressHash(secret: string, address: string): Promise<string> {
  return (await keyedHash(secret, `consent ${address}`)).slice(0, 32)
}

/**
 * Writes down that somebody asks for a newsletter. `waiting` until it is confirmed, in place of an
 * earlier question; one who gets it already stays as they are.
 */
export async function askConsent(
  trx: Transaction<Schema>,
  agreement: Agreement,
  { now, ...key }: ConsentKey & Readonly<{ now: Date }>,
): Promise<Readonly<{ state: 'waiting' | 'running'; key: ConsentKey }>> {
  const known = (await consentsOf(trx, agreement.address)).get(agreement.list)
  if (known !== undefined) return { state: 'running', key: known }
  const { address: _, list: __, ...anew } = { ...agreement, asked_at: now }
  const asked = await trx
    .insertInto('newsletter_consent')
    .values({ ...key, ...agreement, asked_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['address_hash', 'list'])
        .where('confirmed_at', 'is', null)
        .doUpdateSet({ ...anew, address: agreement.address }),
    )
    .returning(['address_hash', 'id'])
    .executeTakeFirstOrThrow()
  return { state: 'waiting', key: asked }
}

/** An agreement by its link; null when there is none (any more). */
export async function consentOf(reader: Reader, key: ConsentKey): Promise<Consent | null> {
  const row = await reader
    .selectFrom('newsletter_consent')
    .selectAll()
    .where('address_hash', '=', key.address_hash)
    .where('id', '=', key.id)
    .executeTakeFirst()
  return row ?? null
}

/** Whether an agreement waits, holds, or is over: ended, or never confirmed in time. */
export function standingOf(
  { address, asked_at, confirmed_at, ended_at }: Consent,
  now: Date,
): 'waiting' | 'running' | 'over' {
  if (address === null || ended_at !== null) return 'over'
  if (confirmed_at !== null) return 'running'
  return now < secondsAfter(asked_at, confirmableFor_s) ? 'waiting' : 'over'
}

/** True when this call has confirmed it: not where it holds already or is over. */
export async function confirmConsent(
  trx: Transaction<Schema>,
  key: ConsentKey,
  { by, now }: Readonly<{ by: ConfirmedBy; now: Date }>,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('newsletter_consent as c')
    .set({ confirmed_at: now, confirmed_by: by })
    .where('c.address_hash', '=', key.address_hash)
    .where('c.id', '=', key.id)
    .where('c.confirmed_at', 'is', null)
    .where('c.address', 'is not', null)
    .where('c.asked_at', '>', secondsAfter(now, -confirmableFor_s))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('newsletter_consent as r')
            .select('r.id')
            .whereRef('r.address', '=', 'c.address')
            .whereRef('r.list', '=', 'c.list')
            .where('r.confirmed_at', 'is not', null)
            .where('r.ended_at', 'is', null),
        ),
      ),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** True when this call has ended it; the evidence stays. */
export async function endConsent(
  db: Pick<Transaction<Schema>, 'updateTable'>,
  key: ConsentKey,
  { by, now }: Readonly<{ by: EndedBy; now: Date }>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('newsletter_consent')
    .set({ ended_at: now, ended_by: by })
    .where('address_hash', '=', key.address_hash)
    .where('id', '=', key.id)
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The newsletters that an address gets, by the keys of their lists. */
export async function consentsOf(
  reader: Pick<Reader, 'selectFrom'>,
  address: string,
): Promise<ReadonlyMap<string, ConsentKey>> {
  const rows = await reader
    .selectFrom('newsletter_consent')
    .select(['address_hash', 'id', 'list'])
    .where('address', '=', address)
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .execute()
  return new Map(rows.map(({ list, ...key }) => [list, key]))
}

/** Who asked for a newsletter and never confirmed is forgotten: they agreed to nothing. */
export async function forgetUnconfirmed(
  db: Pick<Transaction<Schema>, 'deleteFrom'>,
  now: Date,
): Promise<void> {
  await db
    .deleteFrom('newsletter_consent')
    .where('confirmed_at', 'is', null)
    .where('asked_at', '<', secondsAfter(now, -confirmableFor_s))
    .execute()
}
