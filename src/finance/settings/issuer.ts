import * as z from 'zod'
import { line } from '../../ledger/income/new-income.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { declarations, type Setting } from './declaration.ts'

/** Who gives out receipts, as it stands on them. `address`: one line; `registration`: tax or register number. */
export type Issuer = Readonly<{
  name: string
  address?: string | undefined
  registration?: string | undefined
}>

export const issuerSetting: Setting<Issuer> = {
  kind: 'issuer',
  changesBooks: false,
  firstDay: () => null,
  terms: z.strictObject({
    name: line,
    address: line.optional(),
    registration: line.optional(),
  }),
}

/**
 * Who was the issuer at an instant, so that a receipt reads the same for ever; null asks who is it now.
 * `fallback` until one is declared.
 */
export async function issuers(
  reader: Reader,
  fallback: Issuer,
): Promise<(issued_at: Date | null) => Issuer> {
  const all = await declarations(reader, issuerSetting)
  return (issued_at) => {
    const known = issued_at === null ? all : all.filter((each) => each.declared_at <= issued_at)
    const then = known[0] ?? all.at(-1)
    return then?.terms ?? fallback
  }
}
