import * as z from 'zod'
import { adjustBalance, takeFee } from '../flows/adjustment.ts'
import {
  escalateDispute,
  loseDispute,
  openDispute,
  submitEvidence,
  winDispute,
} from '../flows/dispute.ts'
import { openEarlyFraudWarning } from '../flows/fraud-warning.ts'
import { payOutByHand } from '../flows/payout.ts'
import { failPayout } from '../flows/payout-end.ts'
import { refundCharge } from '../flows/refund.ts'
import { failRefund, succeedRefund } from '../flows/refund-end.ts'
import { failReport } from '../flows/report.ts'
import { returnDebit } from '../flows/returned-debit.ts'
import { failSettlement, settle } from '../flows/settlement.ts'
import type { PaymentIntent } from '../objects/payment-intent.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'
import { act, amount, id, named } from './act.ts'

const currency = z.string().length(3).toLowerCase()
const course = z.enum(['succeeds', 'pends', 'fails', 'requires_action']).optional()
const signed = z.int().refine((given) => given !== 0, 'Not zero.')
const cost = z.int().min(0).optional()

/** What happens to money: by a person in the Dashboard, by a bank, by Stripe itself. */
export const moneyActs = [
  act(named('refund', { charge: id, amount, course }), async (unit, asked) =>
    refundCharge(unit, { ...asked, charge: await unit.need('charge', asked.charge, 'charge') }),
  ),
  act(named('refund_succeed', { refund: id }), async (unit, { refund }) =>
    succeedRefund(unit, await unit.need('refund', refund, 'refund')),
  ),
  act(named('refund_fail', { refund: id }), async (unit, { refund }) =>
    failRefund(unit, await unit.need('refund', refund, 'refund')),
  ),
  act(
    named('dispute_open', {
      ...{ charge: id, amount, reason: z.string().optional() },
      ...{ inquiry: z.boolean().optional(), prevented: z.boolean().optional() },
    }),
    async (unit, { inquiry, prevented, ...asked }) =>
      openDispute(unit, {
        ...asked,
        charge: await unit.need('charge', asked.charge, 'charge'),
        kind: prevented ? 'prevented' : inquiry ? 'inquiry' : 'chargeback',
      }),
  ),
  act(
    named('dispute_submit', { dispute: id, evidence: z.string().optional() }),
    async (unit, { dispute, evidence = 'The reader has read what they paid for.' }) =>
      submitEvidence(unit, await needDispute(unit, dispute), { uncategorized_text: evidence }),
  ),
  act(named('dispute_escalate', { dispute: id }), async (unit, { dispute }) =>
    escalateDispute(unit, await needDispute(unit, dispute)),
  ),
  act(named('dispute_win', { dispute: id }), async (unit, { dispute }) =>
    winDispute(unit, await needDispute(unit, dispute)),
  ),
  act(named('dispute_lose', { dispute: id }), async (unit, { dispute }) =>
    loseDispute(unit, await needDispute(unit, dispute)),
  ),
  act(
    named('early_fraud_warning', { charge: id, fraud_type: z.string().optional() }),
    async (unit, { charge, fraud_type }) =>
      openEarlyFraudWarning(unit, await unit.need('charge', charge, 'charge'), fraud_type),
  ),
  act(named('settle', { payment_intent: id }), async (unit, { payment_intent }) =>
    settle(unit, await processing(unit, payment_intent)),
  ),
  act(named('fail_settlement', { payment_intent: id }), async (unit, { payment_intent }) =>
    failSettlement(unit, await processing(unit, payment_intent)),
  ),
  act(
    named('return_debit', { charge: id, as: z.enum(['dispute', 'failure']), fee: cost }),
    async (unit, asked) =>
      returnDebit(unit, { ...asked, charge: await unit.need('charge', asked.charge, 'charge') }),
  ),
  act(named('payout', { currency }), (unit, asked) => payOutByHand(unit, asked.currency)),
  act(named('payout_fail', { payout: id }), async (unit, { payout }) =>
    failPayout(unit, await unit.need('payout', payout, 'payout')),
  ),
  act(named('report_fail', { report_run: id }), async (unit, { report_run }) =>
    failReport(unit, await unit.need('reporting.report_run', report_run, 'report_run')),
  ),
  act(
    named('stripe_fee', {
      ...{ amount: z.int().positive(), currency: currency.optional() },
      description: z.string().default('Billing - Usage Fee'),
    }),
    async (unit, asked) => takeFee(unit, asked),
  ),
  act(
    named('balance_adjustment', {
      ...{ type: z.string().min(1), amount: signed, fee: z.int().optional() },
      ...{ currency: currency.optional(), reporting_category: z.string().optional() },
      ...{ description: z.string().optional(), source: id.optional() },
      balance_type: z
        .enum(['payments', 'issuing', 'refund_and_dispute_prefunding', 'risk_reserved'])
        .optional(),
    }),
    async (unit, asked) => adjustBalance(unit, asked),
  ),
] as const

function needDispute(unit: Unit, dispute: string) {
  return unit.need('dispute', dispute, 'dispute')
}

async function processing(unit: Unit, intentId: string): Promise<PaymentIntent> {
  const intent = await unit.need('payment_intent', intentId, 'payment_intent')
  if (intent.status === 'processing') return intent
  throw invalidRequest(`This payment is ${intent.status}; only one that is processing can settle.`)
}
