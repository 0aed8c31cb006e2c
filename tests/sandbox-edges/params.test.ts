import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { resources } from '../../src/sandbox/resources/resources.ts'
import { checkParams } from '../../src/sandbox/validate/params.ts'
import { StripeError } from '../../src/sandbox/wire/error.ts'
import { decodeForm } from '../../src/sandbox/wire/form.ts'
import { operations } from '../../tools/sandbox-operations.ts'

const session = 'POST /v1/checkout/sessions'
const check = (operation: string, body: string) => checkParams(operation, decodeForm(body))

test('texts of the form become what the schema asks for', () => {
  const body =
    'mode=payment&expires_at=123&allow_promotion_codes=true&metadata[n]=7' +
    '&line_items[0][quantity]=1&line_items[0][price_data][currency]=eur' +
    '&line_items[0][price_data][unit_amount]=1000&line_items[0][price_data][product]=prod_1'
  expect(check(session, body)).toEqual({
    mode: 'payment',
    expires_at: 123,
    allow_promotion_codes: true,
    metadata: { n: '7' },
    line_items: [
      { quantity: 1, price_data: { currency: 'eur', unit_amount: 1000, product: 'prod_1' } },
    ],
  })
})

test.each([
  ['mode=payment&foo=1', 'parameter_unknown', 'foo'],
  ['line_items[0][foo]=1', 'parameter_unknown', 'line_items[0][foo]'],
  [
    'payment_method_types[]=card',
    'payment_method_types_no_longer_supported',
    'payment_method_types',
  ],
  ['ui_mode=hosted', undefined, 'ui_mode'],
  ['mode=gift', undefined, 'mode'],
  ['allow_promotion_codes=yes', undefined, 'allow_promotion_codes'],
  ['expires_at=soon', 'parameter_invalid_integer', 'expires_at'],
  ['expires_at=1.5', 'parameter_invalid_integer', 'expires_at'],
  ['expires_at=9007199254740993', 'parameter_invalid_integer', 'expires_at'],
  ['customer_email=', 'parameter_invalid_empty', 'customer_email'],
  ['line_items=5', undefined, 'line_items'],
  ['mode[a]=5', undefined, 'mode'],
  ['constructor=1', 'parameter_unknown', 'constructor'],
  ['__proto__[a]=1', 'parameter_unknown', '__proto__'],
  [
    'line_items[1][price_data][unit_amount]=5',
    'parameter_missing',
    'line_items[1][price_data][currency]',
  ],
])('%s is refused: %s at %s', (body, code, param) => {
  const padded = body.replace('line_items[1]', 'line_items[0][price]=p&line_items[1]')
  expect(() => check(session, padded)).toThrow(
    expect.objectContaining({ status: 400, type: 'invalid_request_error', code, param }),
  )
})

test('a refused word is told which words there are', () => {
  expect(() => check(session, 'mode=gift')).toThrow(
    'Invalid mode: must be one of payment, setup, or subscription',
  )
})

test('what may be cleared stays an empty text', () => {
  const cleared = { metadata: '', cancel_at: '', description: '' }
  expect(check('POST /v1/subscriptions/:id', 'metadata=&cancel_at=&description=')).toEqual(cleared)
})

test('a percentage keeps its fraction, a moment is a number or a range', () => {
  expect(check('POST /v1/coupons', 'percent_off=12.5')).toEqual({ percent_off: 12.5 })
  expect(check('GET /v1/events', 'created=5')).toEqual({ created: 5 })
  expect(check('GET /v1/events', 'created[gte]=5&types[]=a')).toEqual({
    created: { gte: 5 },
    types: ['a'],
  })
})

test('an operation that the sandbox does not know is a route it does not support', () => {
  expect(() => check('POST /v1/issuing/cards', '')).toThrow(
    expect.objectContaining({ status: 404, code: 'unsupported_by_sandbox' }),
  )
})

const drawn = z
  .record(z.string(), z.record(z.string(), z.unknown()))
  .parse(
    JSON.parse(
      readFileSync(
        new URL('../../src/sandbox/validate/schemas.generated.json', import.meta.url),
        'utf8',
      ),
    ),
  )

test('the schemas are those of the table of operations', () => {
  expect(Object.keys(drawn)).toEqual(Object.keys(operations))
})

test('every operation that the sandbox answers has a schema', () => {
  const answered = Object.keys(resources).map((key) => key.replace(/:\w+/g, ':id'))
  expect(answered.filter((key) => !(key in drawn))).toEqual([])
})

test.each(Object.keys(drawn))('%s: its schema is a strict JSON Schema, and we read it', (key) => {
  new Ajv({ strict: true, allowUnionTypes: true }).compile(drawn[key] ?? {})
  try {
    checkParams(key, {})
  } catch (error) {
    expect(error).toBeInstanceOf(StripeError)
    expect(error).toMatchObject({ code: 'parameter_missing' })
  }
})

/** Each body of these is one that a client sends, with one thing wrong or nothing. */
const bodies = [
  'mode=subscription&line_items[0][price]=price_1&line_items[0][quantity]=1&success_url=http://x',
  'mode=payment&line_items[0][price_data][currency]=eur&submit_type=donate',
  'mode=payment&customer_creation=if_required&payment_intent_data[metadata][kind]=gift',
  'mode=payment&adaptive_pricing[enabled]=true&expires_at=1',
  'mode=payment&locale=uk&consent_collection[terms_of_service]=required',
  'mode=payment&invoice_creation[enabled]=true&submit_type=gift',
  'mode=payment&subscription_data[trial_period_days]=0',
  'mode=payment&line_items[0]=x',
  'mode=payment&subscription_data[billing_mode][type]=flexible',
]

test.each(bodies)('Ajv judges %s as the walk does', (body) => {
  const validate = new Ajv({ coerceTypes: true, allowUnionTypes: true }).compile(
    drawn[session] ?? {},
  )
  expect(validate(decodeForm(body))).toBe(passes(body))
})

function passes(body: string): boolean {
  try {
    check(session, body)
    return true
  } catch {
    return false
  }
}
