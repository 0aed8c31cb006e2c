import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { todayOf } from '../../platform/day.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { placeOrder } from '../checkout/place.ts'
import { type CheckoutDeps, senderOf, toldOnForm, toPayment } from '../checkout/routes.tsx'
import { type Sent, sentFields } from '../checkout/sent.ts'
import { currencyAsked } from '../support/prefill.ts'
import { largestBody } from '../support/routes.tsx'
import { formOf } from '../support/shown.tsx'
import { type ReaderEnv, readersWith } from '../texts/routes.ts'
import { giftOrderSchema } from './fields.ts'
import { GiftForm, type GiftFormProps, giftFormAddress } from './form.tsx'

/** Mounted at `/support/gift`: an order like any other, that pays a membership of somebody else. */
export const buyGiftRoutes = readersWith<CheckoutDeps>()
  .get('/', readerPages, (c) => show(c, c.req.query(), { nonce: '', errors: [] }))
  .post('/', bodyLimit({ maxSize: largestBody }), readerPages, async (c) => {
    c.header('cache-control', 'no-store')
    const { deps, texts } = c.var
    const sent = await sentFields(c, texts)
    const schema = giftOrderSchema(todayOf(deps))
    const placed = await placeOrder({ ...deps, texts }, sent, await senderOf(c), schema)
    return placed.kind === 'refused'
      ? show(c, sent, toldOnForm(c, sent, placed))
      : toPayment(c, placed)
  })

type BuyContext = Context<ReaderEnv<CheckoutDeps>>

/** The form as it was typed, under the nonce that it had if that will do. */
async function show(
  c: BuyContext,
  sent: Sent,
  { nonce: kept, ...told }: Pick<GiftFormProps, 'nonce' | 'errors' | 'proof'>,
) {
  const { deps, texts } = c.var
  const { nonce, offers } = await formOf(deps, kept)
  const currency = currencyAsked(sent, { ...deps.config, offers })
  c.header('cache-control', 'private, no-store')
  return c.render(
    <GiftForm {...{ offers, nonce, currency, sent }} {...told} today={todayOf(deps)} />,
    { title: texts.words('gifts.title'), address: giftFormAddress(currency) },
  )
}
