import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as z from 'zod'
import type { Config } from '../../config.ts'
import { type SignInDone, signIn, signOut, tokenOf } from '../../platform/auth/link.ts'
import { address } from '../../platform/auth/staff.ts'
import type { Clock } from '../../platform/clock.ts'
import { clientAddress } from '../../platform/http/client-address.ts'
import { privatePages } from '../../platform/http/headers.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { Problem } from '../../platform/http/problem.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { type ReaderEnv, readersWith } from '../texts/routes.ts'
import { type Attempt, countAttempt } from './attempts.ts'
import { type LetterDeps, sendSignInLetter } from './letter.ts'
import { landing, nextPath } from './next-path.ts'
import { AskForLink, ConfirmSignIn, TypeTheCode } from './pages.tsx'

type Deps = LetterDeps & Readonly<{ config: Pick<Config, 'trustedProxy'>; machineClock: Clock }>
type Asked = Context<ReaderEnv<Deps>>

/**
 * The token stands in this page's address, which no Referer may carry on. `no-referrer` would, but
 * makes a browser post the form with `Origin: null`, which we refuse (Fetch, «append a request
 * Origin header»); `strict-origin` sends the bare origin.
 */
const tokenInAddress = createMiddleware(async (c, next) => {
  await next()
  c.header('referrer-policy', 'strict-origin')
})

/**
 * `/sign-in`, for readers and staff alike: a link by e-mail, a page whose button uses it up, a code to
 * type instead.
 */
export const signInPages = readersWith<Deps>()
  .use('/sign-in/*', privatePages, readerPages)
  .get('/sign-in', parsed('query', z.object({ next: nextPath })), (c) =>
    show(c, <AskForLink next={c.req.valid('query').next} />),
  )
  .post('/sign-in', parsed('form', z.object({ next: nextPath, email: z.string() })), async (c) => {
    const { next, email: typed } = c.req.valid('form')
    const { texts, deps } = c.var
    const email = address.safeParse(typed)
    if (!email.success) {
      const errors = [{ field: 'email', message: texts.words('signin.bad_email') }]
      return show(c, <AskForLink next={next} email={typed} errors={errors} />, 422)
    }
    await attempt(c, 'mail', email.data)
    await sendSignInLetter(deps, { email: email.data, next }, texts)
    return show(c, <TypeTheCode next={next} email={email.data} />)
  })
  .post(
    '/sign-in/code',
    parsed('form', z.object({ next: nextPath, email: address, code: z.string() })),
    async (c) => {
      const { next, email, code } = c.req.valid('form')
      await attempt(c, 'code', email)
      const token = await tokenOf(c.var.deps, { email, code: code.replace(/\D/g, '') })
      const done = await signIn(c.var.deps, token)
      if (done !== null) return enter(c, done, next)
      const errors = [{ field: 'code', message: c.var.texts.words('signin.wrong_code') }]
      return show(c, <TypeTheCode next={next} email={email} errors={errors} />, 422)
    },
  )
  .get(
    '/sign-in/confirm',
    tokenInAddress,
    parsed('query', z.object({ next: nextPath, token: z.string() })),
    (c) => {
      const { next, token } = c.req.valid('query')
      return show(c, <ConfirmSignIn token={token} next={next} />)
    },
  )
  .post(
    '/sign-in/confirm',
    parsed('form', z.object({ next: nextPath, token: z.string() })),
    async (c) => {
      const { next, token } = c.req.valid('form')
      await attempt(c, 'link')
      const done = await signIn(c.var.deps, token)
      if (done !== null) return enter(c, done, next)
      return show(c, <AskForLink next={next} notice={c.var.texts.words('signin.used_up')} />, 410)
    },
  )
  .post('/sign-out', async (c) => {
    setCookies(c, await signOut(c.var.deps, c.req.raw.headers))
    return c.redirect('/sign-in', 303)
  })

function show(c: Asked, page: ReturnType<typeof AskForLink>, status: 200 | 410 | 422 = 200) {
  c.status(status)
  return c.render(page, { title: c.var.texts.words('signin.title') })
}

/** Throws 429 when this client, or this address, has been tried too often. */
async function attempt(c: Asked, act: Attempt['act'], email?: string): Promise<void> {
  const { deps, texts } = c.var
  const client = clientAddress(c, deps.config.trustedProxy)
  const wait_s = await countAttempt(deps, { act, client, ...(email ? { email } : {}) })
  if (wait_s === null) return
  const detail = texts.words('signin.too_many', { minutes: Math.ceil(wait_s / 60) })
  throw new Problem(429, 'too_many_attempts', detail, {
    headers: { 'retry-after': String(wait_s) },
  })
}

function enter(c: Asked, { cookies, role }: SignInDone, next: string | undefined): Response {
  setCookies(c, cookies)
  return c.redirect(landing(next, role), 303)
}

function setCookies(c: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
}
