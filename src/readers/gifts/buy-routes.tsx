import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { dayOf } from '../../platform/day.ts'
import { Problem } from '../../platform/http/problem.ts'
import { wantsHtml } from '../../platform/http/wants-html.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { placeOrder } from '../checkout/place.ts'
import { errorsOnForm, type Refusal } from '../checkout/refusal.ts'
import { type CheckoutDeps, senderOf, toPayment } from '../checkout/routes.tsx'
import { sentFields } from '../checkout/sent.ts'
import type { Sent } from '../support/prefill.ts'
import { largestBody } from '../support/routes.tsx'
import { formOf } from '../support/shown.tsx'
import { type ReaderEnv, readersWith } from '../texts/routes.ts'
import { giftOrderSchema } from './fields.ts'
import { currencyIn, GiftForm, type GiftFormProps, giftFormAddress } from './form.tsx'

/** Mounted at `/support/gift`: an order like any other, that pays a membership of somebody else. */
export const buyGiftRoutes = readersWith<CheckoutDeps>()
  .get('/', readerPages, (c) => show(c, c.req.query(), { errors: [] }))
  .post('/', bodyLimit({ maxSize: largestBody }), readerPages, async (c) => {
    c.header('cache-control', 'no-store')
    const { deps, texts } = c.var
    const sent = await sentFields(c, texts)
    const schema = giftOrderSchema(todayOf(deps))
    const placed = await placeOrder({ ...deps, texts }, sent, await senderOf(c), schema)
    return placed.kind === 'refused' ? formAgain(c, sent, placed) : toPayment(c, placed)
  })

type BuyContext = Context<ReaderEnv<CheckoutDeps>>

function todayOf({ clock, config }: CheckoutDeps): string {
  return dayOf(clock.now(), config.reportingTimezone)
}

async function show(c: BuyContext, sent: Sent, more: Pick<GiftFormProps, 'errors' | 'proof'>) {
  const { deps, texts } = c.var
  const form = await formOf(deps, String(sent.nonce ?? ''))
  const ownCurrency = deps.config.reportingCurrency
  c.header('cache-control', 'private, no-store')
  return c.render(
    <GiftForm {...form} {...more} sent={sent} ownCurrency={ownCurrency} today={todayOf(deps)} />,
    {
      title: texts.words('gifts.title'),
      address: giftFormAddress(currencyIn({ ...form, sent, ownCurrency })),
    },
  )
}

/** The form as it was typed, with what is wrong beside it and a nonce that will do. */
function formAgain(c: BuyContext, sent: Sent, refusal: Refusal) {
  const { status, code, detail, errors, proof } = refusal
  if (!wantsHtml(c)) throw new Problem(status, code, detail, { errors })
  const told = errors.length > 0 ? errorsOnForm(errors) : [{ field: 'main', message: detail }]
  c.status(status)
  const nonce = refusal.nonce === 'kept' ? sent.nonce : ''
  return show(c, { ...sent, nonce }, { errors: told, proof })
}
