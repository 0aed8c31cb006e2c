import * as z from 'zod'
import type { Reader } from '../../platform/database/connection.ts'
import { type Day, dayText } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { newestDeclaration, type Setting } from './declaration.ts'
import { minor, minorOrNothing, ofCurrency } from './terms.ts'

/**
 * What is in the bank (below nothing for an overdraft) and what a month costs, in minor units of
 * `currency` (undefined: the books' own). `as_of`: the day that the cash was counted on.
 */
export type Cash = Readonly<{
  cash_minor: bigint
  monthly_costs_minor: bigint
  currency?: Currency | undefined
  as_of?: Day | undefined
}>

/** It changes no figure of the books: only what is forecast. */
export const cashSetting: Setting<Cash> = {
  kind: 'cash',
  changesBooks: false,
  firstDay: () => null,
  terms: z.strictObject({
    cash_minor: minor,
    monthly_costs_minor: minorOrNothing,
    currency: ofCurrency,
    as_of: dayText.optional(),
  }),
}

/** The newest declaration; null until finance has made one. */
export async function cashSettings(reader: Reader): Promise<Cash | null> {
  return (await newestDeclaration(reader, cashSetting, ''))?.terms ?? null
}
