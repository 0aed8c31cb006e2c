import * as z from 'zod'
import { wantsConsent } from '../checkout/consent.ts'
import { change } from '../events/change.ts'
import { attach } from '../flows/attachment.ts'
import { askHolder, cancelSetup, failSetup, newSetup, refusalOf, setUp } from '../flows/setup.ts'
import type { PaymentMethod } from '../objects/payment-method.ts'
import type { SetupIntent } from '../objects/setup-intent.ts'
import type { Unit } from '../unit.ts'
import { cardError, invalidRequest, parameterMissing } from '../wire/error.ts'
import { liveCustomer } from './customers.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'
import { makeMethod, methodData, namedMethod } from './payment-methods.ts'

const given = {
  customer: z.string().optional(),
  description: z.string().optional(),
  metadata: metadataParam,
  payment_method: z.string().optional(),
  payment_method_data: methodData.optional(),
  return_url: z.string().optional(),
}
const creation = z.looseObject({
  ...given,
  allowed_payment_method_types: z.array(z.string()).optional(),
  confirm: z.boolean().default(false),
  usage: z.enum(['off_session', 'on_session']).default('off_session'),
})
const changes = z.looseObject(given)
type Given = z.infer<typeof changes>

export const setupIntents: Operations = {
  'POST /v1/setup_intents': async ({ unit, params }) => {
    const asked = creation.parse(params)
    const { customer = null, description = null, metadata, usage } = asked
    if (customer !== null) await liveCustomer(unit, customer, 'customer')
    const method_types = asked.allowed_payment_method_types ?? ['card', 'sepa_debit']
    const wish = { customer, description, usage, method_types }
    const made = await newSetup(unit, { ...wish, metadata: mergedMetadata({}, metadata) })
    const ready = await withMethod(unit, made, asked)
    return asked.confirm ? confirm(unit, ready, asked) : ready
  },
  'GET /v1/setup_intents': list('setup_intent', ['customer', 'payment_method']),
  'GET /v1/setup_intents/:id': retrieve('setup_intent'),
  'POST /v1/setup_intents/:id': async ({ unit, id, params }) => {
    const asked = changes.parse(params)
    const intent = open(await unit.need('setup_intent', id), 'updated')
    if (asked.customer !== undefined) await liveCustomer(unit, asked.customer, 'customer')
    const patch = {
      ...(asked.customer !== undefined && { customer: asked.customer }),
      ...(asked.description !== undefined && { description: asked.description }),
      metadata: mergedMetadata(intent.metadata ?? {}, asked.metadata),
    }
    return withMethod(unit, await change(unit, intent, patch), asked)
  },
  'POST /v1/setup_intents/:id/confirm': async ({ unit, id, params }) => {
    const asked = changes.parse(params)
    const intent = open(await unit.need('setup_intent', id), 'confirmed')
    return confirm(unit, await withMethod(unit, intent, asked), asked)
  },
  'POST /v1/setup_intents/:id/cancel': async ({ unit, id, params }) => {
    const { cancellation_reason = null } = z
      .looseObject({ cancellation_reason: z.string().optional() })
      .parse(params)
    const intent = open(await unit.need('setup_intent', id), 'canceled')
    return cancelSetup(unit, intent, cancellation_reason)
  },
}

function open(intent: SetupIntent, act: string): SetupIntent {
  if (intent.status !== 'succeeded' && intent.status !== 'canceled') return intent
  throw invalidRequest(
    `This SetupIntent has a status of ${intent.status} and cannot be ${act} any more.`,
    { code: 'setup_intent_unexpected_state' },
  )
}

/** With the way of paying that was named or described, ready to be confirmed. */
async function withMethod(unit: Unit, intent: SetupIntent, asked: Given): Promise<SetupIntent> {
  const { payment_method: id, payment_method_data: data } = asked
  if (id === undefined && !data) return intent
  const method =
    id === undefined ? makeMethod(unit, data ?? {}) : await namedMethod(unit, id, 'payment_method')
  return change(unit, intent, { payment_method: method.id, status: 'requires_confirmation' })
}

/** @throws StripeError 402 where the bank will not have it */
async function confirm(unit: Unit, intent: SetupIntent, { return_url }: Given) {
  if (intent.payment_method === null) throw parameterMissing('payment_method')
  const method = await unit.need('payment_method', intent.payment_method)
  const decline = refusalOf(method)
  if (decline) {
    const setup_intent = await failSetup(unit, intent, decline)
    throw cardError({ ...decline, setup_intent })
  }
  if (wantsConsent(method)) {
    return askHolder(unit, intent, { method, return_url: return_url ?? null })
  }
  return setUp(unit, intent, await attached(unit, method, intent))
}

function attached(unit: Unit, method: PaymentMethod, { customer }: SetupIntent) {
  return customer === null || method.customer === customer ? method : attach(unit, method, customer)
}
