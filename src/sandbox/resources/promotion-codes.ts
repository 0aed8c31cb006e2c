import * as z from 'zod'
import { change } from '../events/change.ts'
import { scrambled } from '../ids.ts'
import { isRedeemable } from '../objects/coupon.ts'
import { mark } from '../objects/objects.ts'
import { type PromotionCode, promotionCodeObject } from '../objects/promotion-code.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest, parameterMissing } from '../wire/error.ts'
import { inFuture, liveCoupon, positive } from './coupons.ts'
import { liveCustomer } from './customers.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'

const restrictions = z.looseObject({
  first_time_transaction: z.boolean().default(false),
  minimum_amount: z.number().optional(),
  minimum_amount_currency: z.string().toLowerCase().optional(),
  currency_options: z
    .record(z.string().toLowerCase(), z.looseObject({ minimum_amount: z.number().default(0) }))
    .optional(),
})
const creation = z.looseObject({
  promotion: z.looseObject({ coupon: z.string().optional() }),
  code: z.string().optional(),
  active: z.boolean().default(true),
  customer: z.string().optional(),
  expires_at: z.number().optional(),
  max_redemptions: z.number().optional(),
  restrictions: restrictions.optional(),
  metadata: metadataParam,
})
const changes = z.looseObject({
  active: z.boolean().optional(),
  metadata: metadataParam,
  restrictions: restrictions.pick({ currency_options: true }).optional(),
})

export const promotionCodes: Operations = {
  'POST /v1/promotion_codes': async ({ unit, params }) => {
    const code = unit.put<'promotion_code'>(await newCode(unit, creation.parse(params)))
    if (code.expires_at !== null) unit.plan('lapse', code.id, code.expires_at)
    await unit.emit('promotion_code.created', code)
    return code
  },
  'GET /v1/promotion_codes': list('promotion_code', ['active', 'coupon', 'customer'], byCode),
  'GET /v1/promotion_codes/:id': retrieve('promotion_code'),
  'POST /v1/promotion_codes/:id': async ({ unit, id, params }) => {
    const code = await unit.need('promotion_code', id)
    const { active, metadata, restrictions } = changes.parse(params)
    if (active === true) await checkAlive(unit, code)
    const patch = {
      ...(active !== undefined && { active }),
      ...(restrictions?.currency_options && {
        restrictions: { ...code.restrictions, currency_options: restrictions.currency_options },
      }),
      metadata: mergedMetadata(code.metadata ?? {}, metadata),
    }
    return change<'promotion_code'>(unit, code, patch, 'promotion_code.updated')
  },
}

/** Codes are the same in any case. */
function byCode({ code }: Record<string, unknown>) {
  return typeof code === 'string' ? { all: [mark('code', code.toUpperCase())] } : {}
}

async function newCode(unit: Unit, asked: z.infer<typeof creation>): Promise<PromotionCode> {
  const { promotion, restrictions: limits } = asked
  if (promotion.coupon === undefined) throw parameterMissing('promotion[coupon]')
  const coupon = await liveCoupon(unit, promotion.coupon, 'promotion[coupon]')
  if (asked.customer !== undefined) await liveCustomer(unit, asked.customer, 'customer')
  const code = asked.code ?? scrambled(unit.id('promo'), 8).toUpperCase()
  await checkFree(unit, code)
  return promotionCodeObject({
    ...{ id: unit.id('promo'), created: unit.now, code, coupon: coupon.id, active: asked.active },
    customer: asked.customer ?? null,
    expires_at: inFuture(unit, asked.expires_at, 'expires_at'),
    max_redemptions: positive(asked.max_redemptions, 'max_redemptions'),
    restrictions: {
      first_time_transaction: limits?.first_time_transaction ?? false,
      minimum_amount: limits?.minimum_amount ?? null,
      minimum_amount_currency: limits?.minimum_amount_currency ?? null,
      ...(limits?.currency_options && { currency_options: limits.currency_options }),
    },
    metadata: mergedMetadata({}, asked.metadata),
  })
}

async function checkFree(unit: Unit, code: string): Promise<void> {
  if (!/^[a-zA-Z0-9-]{1,500}$/.test(code)) {
    const message = 'Promotion codes may only contain letters, numbers and dashes.'
    throw invalidRequest(message, { param: 'code' })
  }
  const all = [mark('code', code.toUpperCase()), 'active:true']
  if ((await unit.list('promotion_code', { all, limit: 1 })).length === 0) return
  const message = `An active promotion code with \`code: ${code}\` already exists.`
  throw invalidRequest(message, { code: 'resource_already_exists', param: 'code' })
}

/** A code that has run out stays so. */
async function checkAlive(unit: Unit, code: PromotionCode): Promise<void> {
  const { valid } = await unit.need('coupon', code.promotion.coupon)
  if (valid && isRedeemable(code, code.expires_at, unit.now)) return
  throw invalidRequest('This promotion code has expired and cannot be made active again.', {
    param: 'active',
  })
}
