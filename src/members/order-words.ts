import type { Insertable, Transaction } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { OrderWordsTable } from '../platform/database/member-tables.ts'
import type { Schema } from '../platform/database/schema.ts'

/** How others see who gave: by name, by its first letters, or not at all. */
export const waysToBeShown = ['anonymous', 'initials', 'public'] as const
export type ShownAs = (typeof waysToBeShown)[number]

export const dedicationKinds = ['honour', 'memory'] as const
export type DedicationKind = (typeof dedicationKinds)[number]

/** What somebody said with an order: nothing of it changes what is charged. */
export type OrderWords = Readonly<{
  dedication: Readonly<{ kind: DedicationKind; text: string }> | null
  reason: string | null
  shownAs: ShownAs
  /** The name that others may see; null leaves it to what Stripe's page was told. */
  publicName: string | null
  company: Company | null
}>
export type Company = Readonly<{
  name: string
  /** As tax offices write it, `ATU12345678`, and the country whose form it has. */
  tax: Readonly<{ country: string; number: string }> | null
}>

/** Of nothing said there is nothing to keep. */
export function saysNothing({ dedication, reason, shownAs, company }: OrderWords): boolean {
  return dedication === null && reason === null && company === null && shownAs === 'anonymous'
}

/** The row that waits with its order for a payment. */
export function wordsRow(
  { dedication, reason, shownAs, publicName, company }: OrderWords,
  { nonce, said_at }: Readonly<{ nonce: string; said_at: Date }>,
): Insertable<OrderWordsTable> {
  return {
    ...{ nonce, said_at, reason },
    ...{ dedication_kind: dedication?.kind ?? null, dedication: dedication?.text ?? null },
    ...{ shown_as: shownAs, public_name: shownAs === 'anonymous' ? null : publicName },
    ...{ company: company?.name ?? null },
    ...{ tax_country: company?.tax?.country ?? null, tax_number: company?.tax?.number ?? null },
  }
}

/** The order was paid: its words belong to that person now. Once; of unknown words nothing happens. */
export async function attachOrderWords(
  trx: Transaction<Schema>,
  nonce: string,
  paid: Readonly<{ member_id: string; paid_by: string }>,
): Promise<void> {
  await trx
    .updateTable('order_words')
    .set(paid)
    .where('nonce', '=', nonce)
    .where('member_id', 'is', null)
    .execute()
}

/** What a person said, of an order that was paid by a payment intent or a subscription. */
export type SaidWords = OrderWords & Readonly<{ paidBy: string; said_at: Date }>

/** All that a person said with their orders, the latest first. */
export async function orderWordsOf(reader: Reader, member_id: string): Promise<SaidWords[]> {
  const rows = await reader
    .selectFrom('order_words')
    .selectAll()
    .where('member_id', '=', member_id)
    .orderBy('said_at', 'desc')
    .orderBy('nonce')
    .execute()
  return rows.map((row) => ({ ...wordsIn(row), paidBy: row.paid_by ?? '', said_at: row.said_at }))
}

/** The words of one form, whether or not it was paid; null when nothing was said. */
export async function orderWordsAt(reader: Reader, nonce: string): Promise<OrderWords | null> {
  const row = await reader
    .selectFrom('order_words')
    .selectAll()
    .where('nonce', '=', nonce)
    .executeTakeFirst()
  return row === undefined ? null : wordsIn(row)
}

type Row = Pick<
  OrderWordsTable,
  'dedication_kind' | 'dedication' | 'reason' | 'shown_as' | 'public_name' | 'company'
> &
  Pick<OrderWordsTable, 'tax_country' | 'tax_number'>

function wordsIn(row: Row): OrderWords {
  const { dedication_kind: kind, dedication: text, company: name } = row
  const { tax_country: country, tax_number: number } = row
  return {
    dedication: kind === null || text === null ? null : { kind, text },
    reason: row.reason,
    shownAs: row.shown_as,
    publicName: row.public_name,
    company:
      name === null
        ? null
        : { name, tax: country === null || number === null ? null : { country, number } },
  }
}

/**
 * What others see of who gave: a name, `O. K.`, or null for nobody. Who asks to be seen without giving
 * a name is seen as nobody: a bank's or a wallet's name is not published.
 */
export function seenByOthers({
  shownAs,
  publicName,
}: Pick<OrderWords, 'shownAs' | 'publicName'>): string | null {
  if (publicName === null || shownAs === 'anonymous') return null
  return shownAs === 'public' ? publicName : initialsOf(publicName)
}

/** Whole letters as a person sees them, so that no accent is cut off. */
function initialsOf(name: string): string {
  const letters = new Intl.Segmenter('und', { granularity: 'grapheme' })
  const initials = name.split(/[\s-]+/).flatMap((part) => [...letters.segment(part)].slice(0, 1))
  return initials.map(({ segment }) => `${segment.toUpperCase()}.`).join(' ')
}
