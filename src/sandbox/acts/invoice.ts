import * as z from 'zod'
import { authenticate, payWithCard } from '../flows/consent.ts'
import { markUncollectible, payOutOfBand, voidInvoice } from '../flows/invoice-end.ts'
import type { Invoice } from '../objects/invoice.ts'
import type { Unit } from '../unit.ts'
import { cardError, invalidRequest } from '../wire/error.ts'
import { act, named } from './act.ts'

const invoice = z.string()

/** What a person does with an invoice in Stripe's Dashboard, or its payer on its page. */
export const invoiceActs = [
  act(named('mark_uncollectible', { invoice }), async (unit, asked) =>
    markUncollectible(unit, await due(unit, asked.invoice)),
  ),
  act(named('void_invoice', { invoice }), async (unit, asked) =>
    voidInvoice(unit, await due(unit, asked.invoice)),
  ),
  act(named('pay_out_of_band', { invoice }), async (unit, asked) =>
    payOutOfBand(unit, await due(unit, asked.invoice)),
  ),
  act(named('authenticate', { invoice, complete: z.boolean() }), async (unit, asked) =>
    authenticate(unit, (await due(unit, asked.invoice)).id, asked.complete),
  ),
  act(named('pay_invoice', { invoice, card: z.string() }), async (unit, asked) => {
    const outcome = await payWithCard(unit, (await due(unit, asked.invoice)).id, asked.card)
    if (outcome.kind !== 'declined') return unit.need('invoice', asked.invoice)
    const { code, decline_code, message, charge } = outcome
    throw cardError({ code, decline_code, message, charge })
  }),
] as const

async function due(unit: Unit, id: string): Promise<Invoice> {
  const found = await unit.need('invoice', id, 'invoice')
  if (found.status === 'open' || found.status === 'uncollectible') return found
  throw invalidRequest(`This invoice is ${found.status}; nothing is due.`, { param: 'invoice' })
}
