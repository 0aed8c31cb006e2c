import { bodyLimit } from 'hono/body-limit'
import { draftOffers } from '../../finance/settings/offers.ts'
import { previewedVersion } from '../../finance/settings/offers-preview.ts'
import type { Offers } from '../../members/offers/offers.ts'
import { readerOf } from '../../platform/database/connection.ts'
import { fieldErrors } from '../../platform/http/parsed.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { orderSchema } from '../checkout/order.ts'
import { errorsOnForm } from '../checkout/refusal.ts'
import { sentFields, textIn } from '../checkout/sent.ts'
import { readersWith } from '../texts/routes.ts'
import { lookedOver } from './looked-over.ts'
import { prefillAsSent, prefillOf } from './prefill.ts'
import { formOf, newForm, type SupportDeps, showSupport } from './shown.tsx'

export const largestBody = 64 * 1024

/** Mounted at `/support`. The form holds a nonce of its own, so no cache may keep it. */
export const supportRoutes = readersWith<SupportDeps>()
  .get('/', readerPages, async (c) => {
    const { deps, texts } = c.var
    const draft = await draftAt(deps, c.req.query('draft'))
    const { nonce, offers } = draft ?? (await newForm(deps))
    const prefill = prefillOf(c.req.query(), { ...deps.config, offers, texts })
    return showSupport(c, { prefill, offers, nonce, errors: [] })
  })
  .get('/look', (c) => c.redirect('/support', 303)) // reloaded by its address
  .post('/look', bodyLimit({ maxSize: largestBody }), readerPages, async (c) => {
    const { deps, texts } = c.var
    const sent = await sentFields(c, texts)
    const { nonce, offers } = await formOf(deps, textIn(sent, 'nonce'))
    const prefill = prefillAsSent(sent, { ...deps.config, offers, texts })
    const order = orderSchema(offers)(texts).safeParse(sent)
    if (order.success) {
      const looked = lookedOver(order.data, offers)
      return showSupport(c, { prefill, offers, nonce, errors: [], looked })
    }
    c.status(422)
    const errors = errorsOnForm(order.error.issues.flatMap(fieldErrors))
    return showSupport(c, { prefill, offers, nonce, errors })
  })

/** What staff try before they offer it; it has no nonce, so nobody can pay on it. */
async function draftAt(
  { db, config }: SupportDeps,
  draft: string | undefined,
): Promise<Readonly<{ nonce: null; offers: Offers }> | null> {
  if (draft === undefined) return null
  const version = await previewedVersion(config.appSecret, draft)
  const known = version === null ? null : await draftOffers(readerOf(db), version)
  return known === null ? null : { nonce: null, offers: known.offers }
}
