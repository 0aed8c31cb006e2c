import * as z from 'zod'
import { line } from '../../ledger/income/new-income.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { type Language, languages } from '../../platform/ui/texts/language.ts'
import { type Declaration, declarations, type Setting } from './declaration.ts'

/**
 * What a receipt says about tax to a payer in one country (undefined: everywhere else), in one language.
 * `counts_as`: whether it may call itself a receipt for a donation there.
 */
export type ReceiptWording = Readonly<{
  country?: string | undefined
  language: Language
  counts_as: 'payment' | 'donation'
  text: string
}>

export const receiptWordingSetting: Setting<ReceiptWording> = {
  kind: 'receipt_wording',
  changesBooks: false,
  firstDay: () => null,
  terms: z.strictObject({
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'A country is two capital letters, like DE.')
      .optional(),
    language: z.enum(languages),
    counts_as: z.enum(['payment', 'donation']),
    text: line,
  }),
}

/** Declarations for the same country and language follow one another. */
export function wordingKey({
  country,
  language,
}: Pick<ReceiptWording, 'country' | 'language'>): string {
  return JSON.stringify([country ?? null, language])
}

type Asked = Readonly<{ country: string | null; language: Language; issued_at: Date }>

/** What was declared for a payer when their receipt was issued: of their country, else of all; or null. */
export async function receiptWordings(
  reader: Reader,
): Promise<(asked: Asked) => ReceiptWording | null> {
  const all = await declarations(reader, receiptWordingSetting)
  return ({ country, language, issued_at }) => {
    const told = (key: string) => wordingAt(all, key, issued_at)
    const own = country === null ? null : told(wordingKey({ country, language }))
    return own ?? told(wordingKey({ language }))
  }
}

/** Of what was declared later than the receipt, the first word counts: better than none. */
function wordingAt(
  all: readonly Declaration<ReceiptWording>[],
  key: string,
  issued_at: Date,
): ReceiptWording | null {
  const ofKey = all.filter((declaration) => declaration.key === key)
  const then = ofKey.find(({ declared_at }) => declared_at <= issued_at) ?? ofKey.at(-1)
  return then?.terms ?? null
}
