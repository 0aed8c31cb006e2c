import type { Context } from 'hono'
import * as z from 'zod'
import { moveOrigins } from '../../ledger/origin.ts'
import { type Gift, giftStateOf } from '../../members/gifts/gift.ts'
import { redeemGift } from '../../members/gifts/redeem.ts'
import { giftAt } from '../../members/gifts/store.ts'
import { sessionOf } from '../../platform/auth/session.ts'
import { address } from '../../platform/auth/staff.ts'
import { privatePages, secretInAddress } from '../../platform/http/headers.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { type FieldError, Problem } from '../../platform/http/problem.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import type { SyncDeps } from '../../stripe/sync/effect.ts'
import type { AccountDeps } from '../account/signed-in.ts'
import { countAttempt } from '../sign-in/attempts.ts'
import { type LetterDeps, sendSignInLetter } from '../sign-in/letter.ts'
import { TypeTheCode } from '../sign-in/pages.tsx'
import { type ReaderEnv, readersWith } from '../texts/routes.ts'
import { giftNamed, giftPath } from './address.ts'
import { GiftPage, GiftTaken, giftTitle } from './page.tsx'

type Deps = SyncDeps & AccountDeps & LetterDeps
type GiftContext = Context<ReaderEnv<Deps>>

/**
 * Mounted at `/gifts`: what a gift's link opens. Looking changes nothing, however often a mail's scanner
 * does. It is redeemed for a mailbox that was proven: by a session, or by the mail that opens one.
 */
export const giftRoutes = readersWith<Deps>()
  .use(privatePages, readerPages, secretInAddress)
  .get('/:token', async (c) => show(c, await giftOf(c), []))
  .post('/:token', parsed('form', z.object({ email: z.string() })), async (c) => {
    const { deps, texts } = c.var
    const gift = await giftOf(c)
    const email = address.safeParse(c.req.valid('form').email)
    if (!email.success) {
      c.status(422)
      return show(c, gift, [{ field: 'email', message: texts.words('signin.bad_email') }])
    }
    await countAttempt(c, c.var, 'mail', email.data)
    const next = await giftPath(deps.config, gift.id)
    await sendSignInLetter(deps, { email: email.data, next, invited: isOpen(c, gift) }, texts)
    return c.render(<TypeTheCode next={next} email={email.data} />, {
      title: texts.words('signin.title'),
      address: next,
    })
  })
  .post('/:token/redeem', async (c) => {
    const { deps, texts } = c.var
    const gift = await giftOf(c)
    const session = await sessionOf(deps, c.req.raw.headers)
    if (session === null) return c.redirect(await giftPath(deps.config, gift.id), 303)
    const taken = await redeemGift(withMerging(deps), { id: gift.id, email: session.email })
    if (taken.kind === 'refused') {
      c.status(409)
      return show(c, await giftOf(c), [])
    }
    const zone = deps.config.reportingTimezone
    return c.render(<GiftTaken until={taken.until} zone={zone} />, {
      title: giftTitle(gift, texts),
      address: await giftPath(deps.config, gift.id),
    })
  })

async function giftOf(c: GiftContext): Promise<Gift> {
  const { deps, texts } = c.var
  const id = await giftNamed(deps.config, c.req.param('token') ?? '')
  const gift = id === null ? null : await giftAt(deps.reader, id)
  if (gift === null) throw new Problem(404, 'unknown_gift', texts.words('gifts.unknown'))
  return gift
}

function isOpen(c: GiftContext, gift: Gift): boolean {
  return giftStateOf(gift, c.var.deps.clock.now()) === 'delivered'
}

async function show(c: GiftContext, gift: Gift, errors: readonly FieldError[]) {
  const { deps, texts } = c.var
  const session = await sessionOf(deps, c.req.raw.headers)
  const path = await giftPath(deps.config, gift.id)
  return c.render(
    <GiftPage
      gift={gift}
      state={giftStateOf(gift, deps.clock.now())}
      zone={deps.config.reportingTimezone}
      path={path}
      email={session?.email ?? null}
      errors={errors}
    />,
    { title: giftTitle(gift, texts), address: path },
  )
}

/** Should the address lead to a second member, the books learn that both are one. */
function withMerging(deps: Deps) {
  const merged: Parameters<typeof redeemGift>[0]['merged'] = (trx, { from, into }) =>
    moveOrigins(trx, { from, into, at: deps.clock.now() })
  return { ...deps, merged }
}
