import type { Clock } from '../../platform/clock.ts'
import { secondsAfter } from '../../platform/clock.ts'
import { Problem } from '../../platform/http/problem.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { type Bill, readBill } from '../../stripe/acts/bill.ts'
import type { StripeClient } from '../../stripe/client.ts'
import { readersWith } from '../texts/routes.ts'
import { billNamed } from './address.ts'
import { BillPage, billTitle, LostPage } from './page.tsx'

export type PayLinkDeps = Readonly<{
  stripe: StripeClient
  clock: Clock
  config: Readonly<{ appSecret: string }>
}>

/** A forgotten mail opens no bill for ever. */
const lives_s = 90 * 24 * 3600

/**
 * Mounted at `/pay`: one bill, paid without signing in. Looking at it changes nothing, however often a
 * mail's scanner does; Stripe is asked each time, so that what it says is true.
 */
export const payLinkRoutes = readersWith<PayLinkDeps>().get('/:token', readerPages, async (c) => {
  const { stripe, clock, config } = c.var.deps
  const { words } = c.var.texts
  c.header('cache-control', 'private, no-store')
  c.header('referrer-policy', 'no-referrer') // the address is the key
  const invoice = await billNamed(config, c.req.param('token'))
  if (invoice === null) return lost('unknown')
  const read = await readBill(stripe, invoice)
  switch (read.kind) {
    case 'away':
      throw new Problem(502, 'stripe_unavailable', words('failed.away'))
    case 'not_found':
      return lost('unknown')
    case 'bill':
      if (isForgotten(read.bill, clock)) return lost('expired')
      return c.render(<BillPage bill={read.bill} />, { title: billTitle(read.bill, c.var.texts) })
  }

  function lost(why: 'unknown' | 'expired') {
    c.status(why === 'unknown' ? 404 : 410)
    return c.render(<LostPage why={why} />, { title: words(`failed.title_${why}`) })
  }
})

function isForgotten({ state, billedAt }: Bill, clock: Clock): boolean {
  return state === 'open' && clock.now() >= secondsAfter(billedAt, lives_s)
}
