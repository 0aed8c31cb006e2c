import { isRedeemable } from '../objects/coupon.ts'
import type { Unit } from '../unit.ts'

/** Job `lapse`: the last day of a coupon or of a code is over. */
export async function lapse(unit: Unit, id: string): Promise<void> {
  const coupon = await unit.get('coupon', id)
  if (coupon && !isRedeemable(coupon, coupon.redeem_by, unit.now)) return invalidate(unit, id)
  const code = await unit.get('promotion_code', id)
  if (code) unit.put<'promotion_code'>({ ...code, active: false })
}

/** Nobody can redeem the coupon any more, by any of its codes. */
export async function invalidate(unit: Unit, id: string): Promise<void> {
  unit.put<'coupon'>({ ...(await unit.need('coupon', id)), valid: false })
  const codes = await unit.list('promotion_code', { all: [`coupon:${id}`, 'active:true'] })
  for (const code of codes) unit.put<'promotion_code'>({ ...code, active: false })
}
