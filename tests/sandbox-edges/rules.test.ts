import { expect, test } from 'vitest'
import { checkCharge, checkUnitAmount, shown } from '../../src/sandbox/validate/currency.ts'
import { checkRecurring } from '../../src/sandbox/validate/line-items.ts'
import { checkParams } from '../../src/sandbox/validate/params.ts'
import { checkRules, checkTotal, type RuleFacts } from '../../src/sandbox/validate/rules.ts'
import { decodeForm } from '../../src/sandbox/wire/form.ts'

const operation = 'POST /v1/checkout/sessions'
const now = new Date('2026-11-24T09:00:00Z')
const nowS = now.getTime() / 1000

const gift =
  'mode=payment&success_url=https://news.example/thanks?session_id={CHECKOUT_SESSION_ID}' +
  '&line_items[0][quantity]=1&line_items[0][price_data][currency]=eur' +
  '&line_items[0][price_data][unit_amount]=1000&line_items[0][price_data][product_data][name]=Gift'
const membership = gift
  .replace('mode=payment', 'mode=subscription')
  .concat('&line_items[0][price_data][recurring][interval]=month')

/** The body with a param set, or left out when the value is null. */
function form(body: string, changes: Record<string, string | null> = {}): string {
  const params = new URLSearchParams(body)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) params.delete(name)
    else params.set(name, value)
  }
  return params.toString()
}

function judge(body: string, facts: Partial<RuleFacts> = {}): void {
  checkRules(operation, checkParams(operation, decodeForm(body)), { now, ...facts })
}
const refusal = (facts: Record<string, unknown>) =>
  expect.objectContaining({ status: 400, type: 'invalid_request_error', ...facts })

test('a gift and a membership as the app sends them pass', () => {
  expect(() => judge(gift)).not.toThrow()
  expect(() => judge(membership)).not.toThrow()
  expect(() => judge(form(gift, { expires_at: String(nowS + 24 * 3600) }))).not.toThrow()
})

const unitAmount = 'line_items[0][price_data][unit_amount]'
const currency = 'line_items[0][price_data][currency]'

test.each([
  [{ mode: null }, { code: 'parameter_missing', param: 'mode' }],
  [{ success_url: null }, { code: 'parameter_missing', param: 'success_url' }],
  [{ success_url: 'javascript:alert(1)' }, { code: 'url_invalid', param: 'success_url' }],
  [{ cancel_url: '/back' }, { code: 'url_invalid', param: 'cancel_url' }],
  [{ return_url: 'https://x.example' }, { param: 'return_url' }],
  [{ ui_mode: 'elements' }, { param: 'success_url' }],
  [{ expires_at: String(nowS + 1799) }, { param: 'expires_at' }],
  [{ expires_at: String(nowS + 86_401) }, { param: 'expires_at' }],
  [
    { customer: 'cus_1', customer_email: 'a@b.example' },
    { code: 'parameters_exclusive', param: 'customer_email' },
  ],
  [
    { allow_promotion_codes: 'true', 'discounts[0][coupon]': 'c' },
    { code: 'parameters_exclusive', param: 'discounts' },
  ],
  [
    { 'discounts[0][coupon]': 'c', 'discounts[0][promotion_code]': 'promo_1' },
    { code: 'parameters_exclusive', param: 'discounts[0][promotion_code]' },
  ],
  [{ 'discounts[0][coupon]': 'a', 'discounts[1][coupon]': 'b' }, { param: 'discounts' }],
  [{ customer_email: 'ann at reader' }, { code: 'email_invalid', param: 'customer_email' }],
  [{ mode: 'setup' }, { param: 'line_items' }],
  [{ [currency]: 'xyz' }, { param: currency }],
  [{ [unitAmount]: '-1' }, { code: 'parameter_invalid_integer', param: unitAmount }],
  [{ [unitAmount]: '100000000' }, { code: 'amount_too_large', param: unitAmount }],
  [{ [unitAmount]: null }, { code: 'parameter_missing', param: unitAmount }],
  [{ 'line_items[0][quantity]': null }, { param: 'line_items[0][quantity]' }],
  [{ 'line_items[0][quantity]': '0' }, { param: 'line_items[0][quantity]' }],
  [{ 'line_items[0][price]': 'price_1' }, { code: 'parameters_exclusive' }],
  [{ 'subscription_data[metadata][a]': '1' }, { param: 'subscription_data' }],
  [{ 'metadata[a]': 'x'.repeat(501) }, { param: 'metadata[a]' }],
  [{ [`metadata[${'k'.repeat(41)}]`]: 'x' }, { message: expect.stringContaining('40') }],
])('a gift with %j is refused', (changes, facts) => {
  expect(() => judge(form(gift, changes))).toThrow(refusal(facts))
})

test.each(['POST /v1/customers', 'POST /v1/customers/:id'])('%s takes an address', (at) => {
  const set = (email: string) => () => checkRules(at, { email }, { now })
  expect(set('ann')).toThrow(refusal({ code: 'email_invalid', param: 'email' }))
  expect(set('zoé@exämple.test')).not.toThrow()
  expect(set(''), 'to clear it').not.toThrow()
})

test('events are asked for by one type or by several', () => {
  const both = () => checkRules('GET /v1/events', { type: 'a', types: ['b'] }, { now })
  expect(both).toThrow(refusal({ code: 'parameters_exclusive', param: 'types' }))
})

test('a membership takes no payment_intent_data', () => {
  expect(() => judge(form(membership, { 'payment_intent_data[metadata][a]': '1' }))).toThrow(
    'You can not pass `payment_intent_data` in `subscription` mode.',
  )
})

test('lines in two currencies do not go together', () => {
  const second = form(gift).replaceAll('line_items%5B0', 'line_items%5B1').replace('eur', 'usd')
  expect(() => judge(`${form(gift)}&${second}`)).toThrow(refusal({ param: 'line_items' }))
})

test('a membership has a recurring price, a gift has none', () => {
  expect(() => checkRecurring('payment', [false, true])).toThrow(refusal({ param: 'mode' }))
  expect(() => checkRecurring('subscription', [false])).toThrow(refusal({ param: 'line_items' }))
  expect(() => checkRecurring('subscription', [false, true])).not.toThrow()
})

test('a customer who pays in one currency cannot start a membership in another', () => {
  expect(() => judge(membership, { customerCurrency: 'usd' })).toThrow(
    refusal({ param: 'customer' }),
  )
  expect(() => judge(membership, { customerCurrency: 'eur' })).not.toThrow()
  expect(() => judge(gift, { customerCurrency: 'usd' })).not.toThrow()
})

test.each([
  ['eur', 50, 'eur', 49],
  ['gbp', 30, 'gbp', 29],
  ['jpy', 50, 'jpy', 49],
  ['huf', 17_500, 'huf', 17_499],
])('the least in %s is %i', (code, least, sameCode, tooLittle) => {
  expect(() => checkCharge({ amount: least, currency: code }, 'amount')).not.toThrow()
  expect(() => checkCharge({ amount: tooLittle, currency: sameCode }, 'amount')).toThrow(
    refusal({ code: 'amount_too_small' }),
  )
})

test('the minimum is judged after conversion: 20.00 UAH is less than 0.50 EUR', () => {
  const hryvnias = { amount: 2000, currency: 'uah' }
  expect(() => checkTotal(hryvnias, { amount: 42, currency: 'eur' })).toThrow(
    'Amount must convert to at least €0.50.',
  )
  expect(() => checkTotal(hryvnias, { amount: 50, currency: 'eur' })).not.toThrow()
})

test('a free total is charged nothing and passes', () => {
  const nothing = { amount: 0, currency: 'eur' }
  expect(() => checkTotal(nothing, nothing)).not.toThrow()
})

test.each([
  ['isk', 1050, false],
  ['isk', 1000, true],
  ['kwd', 1005, false],
  ['kwd', 1050, true],
  ['idr', 999_999_999_999, true],
  ['eur', 99_999_999, true],
])('%s %i can be a price: %s', (code, amount, fits) => {
  const judged = () => checkUnitAmount({ amount, currency: code }, 'unit_amount')
  if (fits) expect(judged).not.toThrow()
  else expect(judged).toThrow(refusal({ param: 'unit_amount' }))
})

test.each([
  [{ amount: 1000, currency: 'eur' }, '€10.00'],
  [{ amount: 1000, currency: 'jpy' }, '¥1,000'],
  [{ amount: 1050, currency: 'kwd' }, 'KWD 1.050'],
  [{ amount: 100_000, currency: 'isk' }, 'kr 1,000'],
])('%j reads as %s', (amount, text) => {
  expect(shown(amount).replace(/\u00a0/g, ' ')).toBe(text)
})
