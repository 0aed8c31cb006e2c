import { Problem } from '../../platform/http/problem.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { readCheckoutSession, type SessionFacts } from '../../stripe/checkout.ts'
import type { SyncDeps } from '../../stripe/sync/effect.ts'
import { refreshObject } from '../../stripe/sync/sync.ts'
import { longestLabel } from '../checkout/fields.ts'
import { returnAddress } from '../checkout/return-to.ts'
import { readersWith } from '../texts/routes.ts'
import { besideOf } from './beside.ts'
import { standingOf, ThanksPage, thanksTitle } from './page.tsx'

export type ThanksDeps = SyncDeps

/**
 * Mounted at `/thank-you`. Stripe itself is asked, so the page is true whether or not its webhook
 * has come. The address is all that a visitor needs to see it, so it names nobody.
 */
export const thanksRoutes = readersWith<ThanksDeps>().get('/', readerPages, async (c) => {
  const { stripe, config } = c.var.deps
  const { words } = c.var.texts
  c.header('cache-control', 'private, no-store')
  const read = await readCheckoutSession(stripe, c.req.query('session_id') ?? '')
  switch (read.kind) {
    case 'session': {
      await hurryMembership(c.var.deps, read.session)
      const title = thanksTitle(standingOf(read.session), c.var.texts)
      const beside = await besideOf(c.var.deps, read.session)
      const back = backTo(read.session, config)
      return c.render(<ThanksPage session={read.session} backTo={back} beside={beside} />, {
        title,
        scripts: ['/embed.js'],
      })
    }
    case 'not_found':
      throw new Problem(404, 'unknown_session', words('thanks.unknown'))
    case 'unreachable':
      throw new Problem(502, 'stripe_unavailable', words('thanks.away'))
  }
})

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
