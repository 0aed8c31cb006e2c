import { account } from './account.ts'
import { balances } from './balances.ts'
import { coupons } from './coupons.ts'
import { customerBalances } from './customer-balances.ts'
import { customers } from './customers.ts'
import { destinations } from './destinations.ts'
import { disputes } from './disputes.ts'
import { endpoints } from './endpoints.ts'
import { events } from './events.ts'
import { fraudWarnings } from './fraud-warnings.ts'
import { invoiceItems } from './invoice-items.ts'
import { previews } from './invoice-previews.ts'
import { invoices } from './invoices.ts'
import type { Operations } from './operation.ts'
import { paymentMethods } from './payment-methods.ts'
import { payments } from './payments.ts'
import { payouts } from './payouts.ts'
import { portal } from './portal.ts'
import { prices } from './prices.ts'
import { products } from './products.ts'
import { promotionCodes } from './promotion-codes.ts'
import { refunds } from './refunds.ts'
import { reporting } from './reporting.ts'
import { schedules } from './schedules.ts'
import { sessions } from './sessions.ts'
import { setupIntents } from './setup-intents.ts'
import { subscriptions } from './subscriptions.ts'
import { testClocks } from './test-clocks.ts'

/** Everything under `/v1`: one file a resource, put together here. */
export const resources: Operations = {
  ...account,
  ...balances,
  ...coupons,
  ...customerBalances,
  ...customers,
  ...destinations,
  ...disputes,
  ...endpoints,
  ...events,
  ...fraudWarnings,
  ...invoiceItems,
  ...previews, // before what takes any word for an invoice's id
  ...invoices,
  ...paymentMethods,
  ...payments,
  ...payouts,
  ...portal,
  ...prices,
  ...products,
  ...promotionCodes,
  ...refunds,
  ...reporting,
  ...schedules,
  ...sessions,
  ...setupIntents,
  ...subscriptions,
  ...testClocks,
}
