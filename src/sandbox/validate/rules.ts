import * as z from 'zod'
import { invalidRequest, parameterMissing } from '../wire/error.ts'
import { type Amount, checkCharge } from './currency.ts'
import { checkDiscounts } from './discounts.ts'
import { checkLineItems } from './line-items.ts'
import { checkPrice } from './price.ts'

/** What a rule may need beside the params. */
export type RuleFacts = {
  /** The account's clock. */
  now: Date
  /** The currency an existing customer is bound to by a subscription, if any. */
  customerCurrency?: string | undefined
}

/**
 * The rules of value that the SDK's types cannot say, for params that `checkParams` gave back.
 * An operation without rules passes.
 * @throws StripeError 400 naming the param.
 */
export function checkRules(
  operation: string,
  params: Record<string, unknown>,
  facts: RuleFacts,
): void {
  checkMetadata(params)
  if (operation.startsWith('POST ')) checkEmails(params)
  if (operation === 'GET /v1/events') checkExclusive(params, 'type', 'types')
  if (operation === 'POST /v1/checkout/sessions') checkSession(session.parse(params), facts)
  if (operation === 'POST /v1/prices') checkPrice(params)
}

/**
 * The sum of a session, once its prices are looked up. Zero passes: nothing is charged then.
 * @param settled the same sum in the currency that the account settles in
 * @throws StripeError 400 `amount_too_small`, `amount_too_large`
 */
export function checkTotal(total: Amount, settled: Amount): void {
  if (total.amount !== 0) checkCharge(total, 'line_items', settled)
}

const session = z.looseObject({
  mode: z.enum(['payment', 'subscription', 'setup']).optional(),
  ui_mode: z.string().default('hosted_page'),
  expires_at: z.number().optional(),
  line_items: z.array(z.record(z.string(), z.unknown())).optional(),
})
type Session = z.infer<typeof session>

function checkSession(params: Session, facts: RuleFacts): void {
  const { mode } = params
  if (mode === undefined) throw parameterMissing('mode')
  checkExclusive(params, 'customer', 'customer_email')
  checkExclusive(params, 'allow_promotion_codes', 'discounts')
  checkDiscounts(params.discounts ?? [])
  checkUrls(params)
  checkExpiry(params, facts.now)
  for (const name of ofOtherModes[mode]) {
    if (params[name] !== undefined) {
      throw invalidRequest(`You can not pass \`${name}\` in \`${mode}\` mode.`, { param: name })
    }
  }
  if (mode === 'setup') return
  if (!params.line_items?.length) throw parameterMissing('line_items')
  const currency = checkLineItems(params.line_items)
  if (mode === 'subscription') checkCurrencyLock(currency, facts.customerCurrency)
}

const ofOtherModes = {
  payment: ['subscription_data', 'payment_method_collection', 'setup_intent_data'],
  subscription: [
    'payment_intent_data',
    'invoice_creation',
    'customer_creation',
    'setup_intent_data',
  ],
  setup: [
    'payment_intent_data',
    'subscription_data',
    'invoice_creation',
    'submit_type',
    'line_items',
    'discounts',
    'allow_promotion_codes',
    'payment_method_collection',
  ],
} as const

function checkExclusive(params: Record<string, unknown>, one: string, other: string): void {
  if (params[one] === undefined || params[other] === undefined) return
  const message = `You may only specify one of these parameters: ${one}, ${other}.`
  throw invalidRequest(message, { code: 'parameters_exclusive', param: other })
}

/** Hosted pages lead on to `success_url`; embedded ones stay and go to `return_url`. */
function checkUrls(params: Session): void {
  const hosted = params.ui_mode === 'hosted_page' || params.ui_mode === 'form'
  const [needed, refused] = hosted
    ? (['success_url', ['return_url']] as const)
    : (['return_url', ['success_url', 'cancel_url']] as const)
  for (const name of refused) {
    if (params[name] === undefined) continue
    const message = `\`${name}\` can not be used with \`ui_mode\`: \`${params.ui_mode}\`.`
    throw invalidRequest(message, { param: name })
  }
  if (params[needed] === undefined) throw parameterMissing(needed)
  for (const name of [needed, 'cancel_url']) checkUrl(params[name], name)
}

function checkUrl(value: unknown, param: string): void {
  if (value === undefined) return
  const protocol = URL.parse(String(value))?.protocol
  if (protocol === 'https:' || protocol === 'http:') return
  throw invalidRequest('Not a valid URL', { code: 'url_invalid', param })
}

const HALF_HOUR_S = 30 * 60
const DAY_S = 24 * 60 * 60

function checkExpiry({ expires_at }: Session, now: Date): void {
  if (expires_at === undefined) return
  const left = expires_at - Math.floor(now.getTime() / 1000)
  if (left >= HALF_HOUR_S && left <= DAY_S) return
  const bound = left < HALF_HOUR_S ? 'at least 30 minutes' : 'less than 24 hours'
  throw invalidRequest(
    `The \`expires_at\` timestamp must be ${bound} from Checkout Session creation.`,
    { param: 'expires_at' },
  )
}

function checkCurrencyLock(currency: string | undefined, locked: string | undefined): void {
  if (!currency || !locked || currency === locked) return
  throw invalidRequest(
    'You cannot combine currencies on a single customer. This customer has an active ' +
      `subscription, subscription schedule, discount, quote, or invoice item with currency ${locked}.`,
    { param: 'customer' },
  )
}

/** Nothing clears an address. */
function checkEmails(params: Record<string, unknown>): void {
  for (const param of ['email', 'customer_email']) {
    const email = params[param]
    if (typeof email !== 'string' || email === '' || /^\S+@\S+$/.test(email)) continue
    throw invalidRequest(`Invalid email address: ${email}`, { code: 'email_invalid', param })
  }
}

/** At most 50 keys of 40 characters with values of 500, wherever metadata stands. */
function checkMetadata(params: Record<string, unknown>, path = ''): void {
  for (const [key, value] of Object.entries(params)) {
    const at = path === '' ? key : `${path}[${key}]`
    if (typeof value !== 'object' || value === null) continue
    const members = Object.entries(value)
    if (key !== 'metadata') checkMetadata(Object.fromEntries(members), at)
    else if (members.length > 50) throw metadataRefused('at most 50 keys', at)
    else for (const [name, text] of members) checkMetadataPair(name, String(text), at)
  }
}

function checkMetadataPair(name: string, text: string, at: string): void {
  if (name.length > 40) throw metadataRefused('keys of at most 40 characters', `${at}[${name}]`)
  if (text.length > 500) throw metadataRefused('values of at most 500 characters', `${at}[${name}]`)
}

function metadataRefused(limit: string, param: string) {
  return invalidRequest(`Metadata can have ${limit}.`, { param })
}
