import * as z from 'zod'
import { cardOf } from '../checkout/cards.ts'
import { ibanOf } from '../checkout/ibans.ts'
import { testMethods } from '../checkout/test-methods.ts'
import { change } from '../events/change.ts'
import { attach, detach } from '../flows/attachment.ts'
import {
  type Instrument,
  type PaymentMethod,
  paymentMethodObject,
} from '../objects/payment-method.ts'
import { noAddress } from '../objects/stored.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest, parameterMissing, unsupportedValue } from '../wire/error.ts'
import { liveCustomer } from './customers.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'

const details = z.looseObject({
  email: z.string().optional(),
  name: z.string().optional(),
  address: z.union([z.literal(''), z.looseObject({ country: z.string().optional() })]).optional(),
})
const number = z.looseObject({ number: z.string().optional(), token: z.string().optional() })
export const methodData = z.looseObject({
  type: z.string().optional(),
  card: number.optional(),
  sepa_debit: z.looseObject({ iban: z.string() }).optional(),
  billing_details: details.optional(),
  metadata: metadataParam,
})
const expiry = z.looseObject({
  exp_month: z.number().optional(),
  exp_year: z.number().optional(),
})
const changes = z.looseObject({
  billing_details: details.optional(),
  card: expiry.optional(),
  metadata: metadataParam,
})
const HOME = 'DE'

export const paymentMethods: Operations = {
  'POST /v1/payment_methods': async ({ unit, params }) =>
    makeMethod(unit, methodData.parse(params)),
  'GET /v1/payment_methods': list('payment_method', ['customer', 'type']),
  'GET /v1/payment_methods/:id': retrieve('payment_method'),
  'POST /v1/payment_methods/:id': async ({ unit, id, params }) => {
    const method = owned(await unit.need('payment_method', id))
    return change(unit, method, patchOf(method, changes.parse(params)), 'payment_method.updated')
  },
  'POST /v1/payment_methods/:id/attach': async ({ unit, id, params }) => {
    const { customer } = z.looseObject({ customer: z.string().optional() }).parse(params)
    if (customer === undefined) throw parameterMissing('customer')
    await liveCustomer(unit, customer, 'customer')
    return attach(unit, unattached(await namedMethod(unit, id), customer), customer)
  },
  'POST /v1/payment_methods/:id/detach': async ({ unit, id }) =>
    detach(unit, owned(await unit.need('payment_method', id))),
  'GET /v1/customers/:id/payment_methods': async ({ unit, id, url, params: given }) => {
    await liveCustomer(unit, id)
    const call = { unit, id: '', url, params: { ...given, customer: id } }
    return list('payment_method', ['customer', 'type'])(call)
  },
}

/** The method with this id, or a new one of a test name such as `pm_card_visa`. */
export async function namedMethod(unit: Unit, id: string, param = 'id'): Promise<PaymentMethod> {
  const test = Object.hasOwn(testMethods, id) ? testMethods[id] : undefined
  if (!test) return unit.need('payment_method', id, param)
  return newMethod(unit, 'card' in test ? cardOf(test.card, HOME) : ibanOf(test.iban), {})
}

/** @throws StripeError 400 for a type that the sandbox has no numbers of */
export function makeMethod(unit: Unit, asked: z.infer<typeof methodData>): PaymentMethod {
  const { type = 'card', card, sepa_debit, billing_details = {}, metadata } = asked
  if (type !== 'card' && type !== 'sepa_debit') throw unsupportedValue('type', type)
  const country = countryOf(billing_details) ?? HOME
  const instrument = type === 'card' ? cardGiven(card, country) : ibanGiven(sepa_debit)
  const made = newMethod(unit, instrument, billing_details)
  return unit.put<'payment_method'>({ ...made, metadata: mergedMetadata({}, metadata) })
}

/** `tok_visa` goes for the card that `pm_card_visa` names. */
function cardGiven(card: z.infer<typeof number> | undefined, country: string): Instrument {
  const test = testMethods[`pm_card_${card?.token?.replace(/^tok_/, '')}`]
  const typed = card?.number ?? (test && 'card' in test ? test.card : undefined)
  if (typed === undefined) throw parameterMissing('card[number]')
  return cardOf(typed, country)
}

function ibanGiven(debit: { iban: string } | undefined): Instrument {
  if (!debit) throw parameterMissing('sepa_debit[iban]')
  return ibanOf(debit.iban)
}

function newMethod(unit: Unit, instrument: Instrument, payer: z.infer<typeof details>) {
  const { email = '', name = null } = payer
  const made = paymentMethodObject({
    ...{ id: unit.id('pm'), created: unit.now, customer: null, instrument },
    payer: { email, name, country: countryOf(payer) ?? null },
  })
  return unit.put<'payment_method'>({
    ...made,
    billing_details: { ...made.billing_details, email: email === '' ? null : email },
  })
}

function countryOf({ address }: z.infer<typeof details>): string | undefined {
  return address === '' ? undefined : address?.country
}

function patchOf(method: PaymentMethod, asked: z.infer<typeof changes>): Partial<PaymentMethod> {
  const { billing_details: given, card, metadata } = asked
  const { address, ...names } = given ?? {}
  const before = method.billing_details
  return {
    ...(given && {
      billing_details: {
        ...before,
        email: names.email ?? before.email,
        name: names.name ?? before.name,
        ...(address && {
          address: { ...noAddress, ...before.address, country: address.country ?? null },
        }),
      },
    }),
    ...(card && method.card && { card: withExpiry(method.card, card) }),
    metadata: mergedMetadata(method.metadata ?? {}, metadata),
  }
}

function withExpiry(
  before: NonNullable<PaymentMethod['card']>,
  { exp_month = before.exp_month, exp_year = before.exp_year }: z.infer<typeof expiry>,
) {
  return { ...before, exp_month, exp_year }
}

function owned(method: PaymentMethod): PaymentMethod {
  if (method.customer !== null) return method
  throw invalidRequest(
    'The payment method you provided is not attached to a customer so this cannot be done to it.',
    { param: 'payment_method' },
  )
}

function unattached(method: PaymentMethod, customer: string): PaymentMethod {
  if (method._isUsedUp) {
    throw invalidRequest(
      'This PaymentMethod was previously used without being attached to a Customer or was ' +
        'detached from a Customer, and may not be used again.',
    )
  }
  if (method.customer === null || method.customer === customer) return method
  throw invalidRequest('The payment method has already been attached to a customer.')
}
