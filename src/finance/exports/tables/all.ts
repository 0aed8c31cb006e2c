import { audit } from './audit.ts'
import type { BookTable } from './book-table.ts'
import { expectations } from './expectations.ts'
import { income } from './income.ts'
import { ledger } from './ledger.ts'
import { months } from './months.ts'
import { payouts } from './payouts.ts'
import { rates } from './rates.ts'
import { subscriptionChanges } from './subscription-changes.ts'

/** Every table that leaves as a file, by the name in its address; `audit` is for admins alone. */
export const bookTables: Readonly<Record<string, BookTable>> = {
  ...{ ledger, income, expectations, rates, payouts, months, audit },
  'subscription-changes': subscriptionChanges,
}
