import * as z from 'zod'
import { incomeClasses, stripeClasses } from '../../ledger/classes.ts'
import { line } from '../../ledger/income/new-income.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { newestDeclaration, type Setting } from '../settings/declaration.ts'

/** What money is posted to; each class of income has an account of its own (`income_events`). */
export const accountKeys = [
  'stripe_clearing',
  'bank',
  'tax_payable',
  'deferred_revenue',
  'stripe_other',
  'suspense',
  ...stripeClasses.map((name) => `revenue_${name}` as const),
  'revenue_unclassified',
  ...incomeClasses.map((name) => `income_${name}` as const),
  'refunds',
  'disputes',
  'fees',
  'fx',
] as const
export type AccountKey = (typeof accountKeys)[number]
/** As the newsroom's own books name it; what accounting systems know an account by. */
export type Account = Readonly<{ number: string; name: string }>
export type Accounts = Readonly<Record<AccountKey, Account>>

/** Numbers of no country's chart, by kind: 1 assets, 2 liabilities, 4 income, 6 expenses. */
const defaults: Accounts = {
  stripe_clearing: { number: '1010', name: 'Stripe clearing' },
  bank: { number: '1000', name: 'Bank' },
  tax_payable: { number: '2200', name: 'Tax payable' },
  deferred_revenue: { number: '2300', name: 'Deferred revenue' },
  stripe_other: { number: '1020', name: 'Stripe reserves and transfers' },
  suspense: { number: '1999', name: 'Suspense: not yet known' },
  revenue_membership: { number: '4000', name: 'Memberships' },
  revenue_gift: { number: '4010', name: 'Gifts' },
  revenue_unclassified: { number: '4090', name: 'Readers, not yet classified' },
  income_reader: { number: '4020', name: 'Readers outside Stripe' },
  income_advertising: { number: '4100', name: 'Advertising' },
  income_sponsorship: { number: '4110', name: 'Sponsorship' },
  income_foundation: { number: '4200', name: 'Foundations' },
  income_government: { number: '4210', name: 'Government' },
  income_corporate: { number: '4220', name: 'Corporate support' },
  income_events: { number: '4300', name: 'Events' },
  income_syndication: { number: '4310', name: 'Syndication' },
  income_commerce: { number: '4320', name: 'Commerce' },
  income_interest: { number: '4800', name: 'Interest' },
  income_owner: { number: '4230', name: 'Owner support' },
  income_tax_relief: { number: '4240', name: 'Tax relief on gifts' },
  income_other: { number: '4900', name: 'Other income' },
  income_loan: { number: '2500', name: 'Loans' },
  income_equity: { number: '3000', name: 'Equity' },
  income_in_kind: { number: '4950', name: 'In kind' },
  income_asset_sale: { number: '4960', name: 'Sale of assets' },
  income_tax_refund: { number: '2210', name: 'Tax refunds' },
  income_pass_through: { number: '2600', name: 'Passed through' },
  refunds: { number: '4500', name: 'Refunds' },
  disputes: { number: '4510', name: 'Disputes' },
  fees: { number: '6000', name: 'Payment fees' },
  fx: { number: '6900', name: 'Currency differences' },
}

const account = z.strictObject({
  number: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,20}$/, 'Give letters, digits, points or dashes, 20 at most.'),
  name: line,
})
const terms = z.strictObject({ accounts: z.partialRecord(z.enum(accountKeys), account) })

/** The chart as finance has said it last; what it leaves out keeps its default. */
export const accountsSetting: Setting<z.output<typeof terms>> = {
  kind: 'accounts',
  changesBooks: false,
  firstDay: () => null,
  terms,
}

/** Every account by its key, as it is named now. */
export async function accountsNow(reader: Reader): Promise<Accounts> {
  const newest = await newestDeclaration(reader, accountsSetting, '')
  return { ...defaults, ...newest?.terms.accounts }
}
