import * as z from 'zod'
import { invoiceActs } from './invoice.ts'
import { membershipActs } from './membership.ts'
import { moneyActs } from './money.ts'

/**
 * `POST /_sandbox/actions`: what a person would do in Stripe's Dashboard, or a bank, or Stripe. A
 * body is parsed to the deed it asks for.
 */
export const anyAct = z.discriminatedUnion('action', [
  ...membershipActs,
  ...invoiceActs,
  ...moneyActs,
])
