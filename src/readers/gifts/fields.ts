import * as z from 'zod'
import { longestMessage } from '../../members/gifts/gift.ts'
import type { Offers } from '../../members/offers/offers.ts'
import { addDays, type Day, isDay } from '../../platform/day.ts'
import { type Order, orderSchema } from '../checkout/order.ts'
import type { Texts } from '../texts/texts.ts'

export const longestName = 80
/** So far ahead a delivery may be set: what is paid today is not kept waiting for years. */
const furthest_days = 365

/**
 * An order for somebody else's membership: what a year is offered for, paid once, and whom it is for.
 * `today` is in the reporting zone; a delivery day that is left open is today.
 */
export function giftOrderSchema(today: Day) {
  return (offers: Offers) => (texts: Texts) =>
    z.record(z.string(), z.unknown()).transform((sent, context): Order => {
      const order = orderSchema(offers)(texts).safeParse({ ...sent, frequency: 'yearly' })
      const gift = giftFields(texts, today).safeParse(sent)
      for (const { path, message } of [
        ...(order.error?.issues ?? []),
        ...(gift.error?.issues ?? []),
      ]) {
        context.addIssue({ code: 'custom', path, message })
      }
      if (!order.success || !gift.success) return z.NEVER
      return { ...order.data, frequency: 'once', gift: gift.data }
    })
}

/** Whom it is for and what they get to read, on the order's form and as long as it may be changed. */
export function giftFields({ words }: Texts, today: Day) {
  const name = text(longestName, words).transform((said) => said.replaceAll(/\s+/gu, ' '))
  const wrongDay = words('gifts.bad_day')
  return z.object({
    recipient_name: name.pipe(z.string().min(1, words('gifts.no_name'))),
    recipient_email: text(254, words)
      .pipe(z.union([z.literal(''), z.email()], words('checkout.email')))
      .transform(orNothing),
    giver_name: name.transform(orNothing),
    message: text(longestMessage, words).transform(orNothing),
    deliver_on: z
      .string()
      .default('')
      .transform((day) => day || today)
      .refine(
        (day) => isDay(day) && day >= today && day <= addDays(today, furthest_days),
        wrongDay,
      ),
  })
}

/** Lines of a message stay; what turns the direction of writing around or cannot be seen does not pass. */
function text(most: number, words: Texts['words']) {
  return z
    .string(words('checkout.text'))
    .default('')
    .transform((said) => said.replaceAll('\r\n', '\n').trim())
    .pipe(
      z
        .string()
        .max(most, words('checkout.long', { most }))
        .refine(
          (said) => said.isWellFormed() && !/[^\P{Cc}\n]|\p{Bidi_Control}/u.test(said),
          words('checkout.characters'),
        ),
    )
}

function orNothing(said: string): string | null {
  return said === '' ? null : said
}
