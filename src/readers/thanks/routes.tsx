import { getCookie, setCookie } from 'hono/cookie'
import * as z from 'zod'
import { declineMonthly } from '../../members/monthly-declined.ts'
import { privatePages } from '../../platform/http/headers.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { Problem } from '../../platform/http/problem.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { readCheckoutSession, type SessionFacts } from '../../stripe/checkout.ts'
import type { SyncDeps } from '../../stripe/sync/effect.ts'
import { refreshObject } from '../../stripe/sync/sync.ts'
import { longestLabel } from '../checkout/fields.ts'
import { returnAddress } from '../checkout/return-to.ts'
import { newNonce } from '../support/shown.tsx'
import { readersWith } from '../texts/routes.ts'
import type { Texts } from '../texts/texts.ts'
import { besideOf } from './beside.ts'
import { standingOf, ThanksPage, thanksTitle } from './page.tsx'

export type ThanksDeps = SyncDeps

/**
 * Mounted at `/thank-you`. Stripe itself is asked, so the page is true whether or not its webhook
 * has come. The address is all that a visitor needs to see it, so it names nobody.
 */
export const thanksRoutes = readersWith<ThanksDeps>()
  .use(privatePages)
  .get('/', readerPages, async (c) => {
    const { deps, texts } = c.var
    const session = await sessionNamed(c.var, c.req.query('session_id') ?? '')
    await hurryMembership(deps, session)
    const hasDeclined = getCookie(c, declined) !== undefined
    const beside = await besideOf(deps, session, { hasDeclined })
    const nonce = await newNonce(deps)
    const back = backTo(session, deps.config)
    return c.render(<ThanksPage {...{ session, beside, nonce }} backTo={back} />, {
      title: thanksTitle(standingOf(session), texts),
      scripts: ['/embed.js'],
    })
  })
  .post('/once', parsed('form', z.object({ session_id: z.string() })), async (c) => {
    const { deps } = c.var
    const session = await sessionNamed(c.var, c.req.valid('form').session_id)
    const { paymentIntent: payment_intent } = session
    if (payment_intent !== null)
      await declineMonthly(deps.db, { payment_intent, at: deps.clock.now() })
    setCookie(c, declined, '1', {
      ...{ path: '/', maxAge: year_s, httpOnly: true, sameSite: 'Lax' },
      secure: deps.config.baseUrl.startsWith('https:'),
    })
    return c.redirect(`/thank-you?session_id=${session.id}`, 303)
  })

/** Remembers in this browser, which may be known before its payment, that one gift was meant as one. */
const declined = 'once_only'
const year_s = 365 * 24 * 3600

type Vars = Readonly<{ deps: ThanksDeps; texts: Texts }>

async function sessionNamed({ deps, texts: { words } }: Vars, id: string): Promise<SessionFacts> {
  const read = await readCheckoutSession(deps.stripe, id)
  switch (read.kind) {
    case 'session':
      return read.session
    case 'not_found':
      throw new Problem(404, 'unknown_session', words('thanks.unknown'))
    case 'unreachable':
      throw new Problem(502, 'stripe_unavailable', words('thanks.away'))
  }
}

/** A new member need not wait for the webhook. Should this fail, the webhook brings the same. */
async function hurryMembership(deps: ThanksDeps, { id, subscription }: SessionFacts) {
  if (subscription === null) return
  await refreshObject(deps, { type: 'subscription', id: subscription }).catch((error: unknown) => {
    deps.log.warn('a membership was not hurried', { session: id, error: String(error) })
  })
}

/**
 * Checked again on the way out: a session of this account need not have been opened by us. An article
 * as long as a label may be is an address that was cut, and leads nowhere.
 */
function backTo({ returnTo, article }: SessionFacts, config: ThanksDeps['config']): string | null {
  const isWhole = article !== null && article.length < longestLabel
  const known = [returnTo, isWhole ? article : null]
  return known.map((text) => returnAddress(text ?? undefined, config)).find(Boolean) ?? null
}
