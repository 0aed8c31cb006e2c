import * as z from 'zod'
import { change } from '../events/change.ts'
import { type Coupon, couponObject } from '../objects/coupon.ts'
import type { Unit } from '../unit.ts'
import { checkCurrency } from '../validate/currency.ts'
import { invalidRequest, parameterMissing, resourceMissing } from '../wire/error.ts'
import { deleted, list, mergedMetadata, metadataParam, type Operations } from './operation.ts'

const amounts = z.record(z.string().toLowerCase(), z.looseObject({ amount_off: z.number() }))
const params = z.looseObject({
  id: z.string().optional(),
  name: z.string().optional(),
  amount_off: z.number().optional(),
  percent_off: z.number().optional(),
  currency: z.string().toLowerCase().optional(),
  currency_options: amounts.optional(),
  applies_to: z.looseObject({ products: z.array(z.string()).optional() }).optional(),
  duration: z.enum(['forever', 'once', 'repeating']).default('once'),
  duration_in_months: z.number().optional(),
  max_redemptions: z.number().optional(),
  redeem_by: z.number().optional(),
  metadata: metadataParam,
})
type Asked = z.infer<typeof params>

export const coupons: Operations = {
  'POST /v1/coupons': async ({ unit, params: given }) => {
    const asked = params.parse(given)
    const coupon = unit.put<'coupon'>(await newCoupon(unit, asked))
    if (coupon.redeem_by !== null) unit.plan('lapse', coupon.id, coupon.redeem_by)
    await unit.emit('coupon.created', coupon)
    return coupon
  },
  'GET /v1/coupons': list('coupon', [], () => ({ none: ['deleted:true'] })),
  'GET /v1/coupons/:id': async ({ unit, id }) => liveCoupon(unit, id),
  'POST /v1/coupons/:id': async ({ unit, id, params: given }) => {
    const coupon = await liveCoupon(unit, id)
    const { name, metadata, currency_options } = params.parse(given)
    const patch = {
      ...(name !== undefined && { name }),
      metadata: mergedMetadata(coupon.metadata ?? {}, metadata),
      _amounts: { ...coupon._amounts, ...amountsIn(currency_options) },
    }
    return change<'coupon'>(unit, coupon, patch, 'coupon.updated')
  },
  'DELETE /v1/coupons/:id': async ({ unit, id }) => {
    const coupon = await liveCoupon(unit, id)
    unit.put<'coupon'>({ ...coupon, valid: false, _deleted: true })
    await unit.emit('coupon.deleted', coupon)
    return deleted('coupon', id)
  },
}

/** @throws StripeError 404 for one that never was or is no more */
export async function liveCoupon(unit: Unit, id: string, param = 'id'): Promise<Coupon> {
  const coupon = await unit.need('coupon', id, param)
  if (coupon._deleted) throw resourceMissing('coupon', id, param)
  return coupon
}

async function newCoupon(unit: Unit, asked: Asked): Promise<Coupon> {
  const off = offIn(asked)
  const isRepeating = asked.duration === 'repeating'
  if (isRepeating !== (asked.duration_in_months !== undefined)) {
    const message = '`duration_in_months` must be passed if and only if `duration` is `repeating`.'
    throw invalidRequest(message, { param: 'duration_in_months' })
  }
  for (const product of asked.applies_to?.products ?? []) {
    await unit.need('product', product, 'applies_to[products]')
  }
  return couponObject({
    id: await freeId(unit, asked.id),
    created: unit.now,
    name: asked.name ?? null,
    off,
    amounts: amountsIn(asked.currency_options),
    products: asked.applies_to?.products ?? null,
    duration: asked.duration,
    months: asked.duration_in_months ?? null,
    max_redemptions: positive(asked.max_redemptions, 'max_redemptions'),
    redeem_by: inFuture(unit, asked.redeem_by, 'redeem_by'),
    metadata: mergedMetadata({}, asked.metadata),
  })
}

function offIn({ percent_off: percent, amount_off: amount, currency }: Asked) {
  if (percent !== undefined && amount !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: amount_off, percent_off.', {
      code: 'parameters_exclusive',
      param: 'percent_off',
    })
  }
  if (percent !== undefined) {
    if (percent > 0 && percent <= 100) return { percent }
    throw invalidRequest('Invalid percent_off: must be above 0 and at most 100.', {
      param: 'percent_off',
    })
  }
  if (amount === undefined) throw parameterMissing('percent_off')
  if (currency === undefined) throw parameterMissing('currency')
  checkCurrency(currency, 'currency')
  return { amount: positive(amount, 'amount_off') ?? 0, currency }
}

function amountsIn(options: Asked['currency_options']): Record<string, number> {
  const entries = Object.entries(options ?? {})
  return Object.fromEntries(entries.map(([currency, { amount_off }]) => [currency, amount_off]))
}

/** The id that was asked for, or one of eight letters, as Stripe makes them. */
async function freeId(unit: Unit, asked: string | undefined): Promise<string> {
  if (asked === undefined) return unit.id('coupon').slice(-8)
  const there = await unit.find(asked)
  if (!there || (there.object === 'coupon' && (await unit.need('coupon', asked))._deleted))
    return asked
  throw invalidRequest(`Coupon already exists: ${asked}`, {
    code: 'resource_already_exists',
    param: 'id',
  })
}

export function positive(value: number | undefined, param: string): number | null {
  if (value === undefined) return null
  if (value >= 1) return value
  throw invalidRequest('This value must be greater than or equal to 1.', {
    code: 'parameter_invalid_integer',
    param,
  })
}

export function inFuture(unit: Unit, at: number | undefined, param: string): number | null {
  if (at === undefined) return null
  if (at > unit.now) return at
  throw invalidRequest(`${param} must be in the future.`, { param })
}
