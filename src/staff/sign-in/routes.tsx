import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as z from 'zod'
import type { Config } from '../../config.ts'
import type { AuthDeps } from '../../platform/auth/auth.ts'
import { createLink, mailedLives_s, signIn, signOut, tokenOf } from '../../platform/auth/link.ts'
import { address, staffRoleOf } from '../../platform/auth/staff.ts'
import type { Clock } from '../../platform/clock.ts'
import { clientAddress } from '../../platform/http/client-address.ts'
import { privatePages } from '../../platform/http/headers.ts'
import { fieldErrors, parsed } from '../../platform/http/parsed.ts'
import { type RoomEnv, routesWith } from '../../platform/http/routes.ts'
import type { Log } from '../../platform/log.ts'
import type { Mailer } from '../../platform/mail/mailer.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { type Attempt, countAttempt } from './attempts.ts'
import { nextPath } from './next-path.ts'
import { AskForLink, ConfirmSignIn, TypeTheCode } from './pages.tsx'
import { signInMail } from './sign-in-mail.tsx'

type Deps = AuthDeps &
  Readonly<{ config: Pick<Config, 'trustedProxy'>; log: Log; machineClock: Clock; mailer: Mailer }>

const usedUp = 'This link was used, or is older than it may be. Ask for a new one.'
const wrongCode = 'This code is wrong, was used, or is too old. Ask for a new mail if it goes on.'

/**
 * The token stands in this page's address, which no Referer may carry on. `no-referrer` would, but
 * makes a browser post the form with `Origin: null`, which we refuse (Fetch, «append a request
 * Origin header»); `strict-origin` sends the bare origin.
 */
const tokenInAddress = createMiddleware(async (c, next) => {
  await next()
  c.header('referrer-policy', 'strict-origin')
})

/** `/sign-in`: a link by e-mail, a page whose button uses it up, a code to type instead. */
export const signInPages = routesWith<Deps>()
  .use('/sign-in/*', privatePages, readerPages)
  .get('/sign-in', parsed('query', z.object({ next: nextPath })), (c) =>
    c.render(<AskForLink next={c.req.valid('query').next} />, { title: 'Sign in' }),
  )
  .post('/sign-in', parsed('form', z.object({ next: nextPath, email: z.string() })), async (c) => {
    const { next, email: typed } = c.req.valid('form')
    const email = address.safeParse(typed)
    if (!email.success) {
      c.status(422)
      const errors = email.error.issues.flatMap((issue) =>
        fieldErrors({ ...issue, path: ['email'] }),
      )
      return c.render(<AskForLink next={next} email={typed} errors={errors} />, {
        title: 'Sign in',
      })
    }
    await attempt(c, 'mail', email.data)
    await mailLink(c.var.deps, { email: email.data, next })
    return c.render(<TypeTheCode next={next} email={email.data} />, { title: 'Sign in' })
  })
  .post(
    '/sign-in/code',
    parsed('form', z.object({ next: nextPath, email: address, code: z.string() })),
    async (c) => {
      const { next, email, code } = c.req.valid('form')
      await attempt(c, 'code', email)
      const token = await tokenOf(c.var.deps, { email, code: code.replace(/\D/g, '') })
      const cookies = await signIn(c.var.deps, token)
      if (cookies !== null) return enter(c, cookies, next)
      c.status(422)
      const errors = [{ field: 'code', message: wrongCode }]
      return c.render(<TypeTheCode next={next} email={email} errors={errors} />, {
        title: 'Sign in',
      })
    },
  )
  .get(
    '/sign-in/confirm',
    tokenInAddress,
    parsed('query', z.object({ next: nextPath, token: z.string() })),
    (c) => c.render(<ConfirmSignIn {...c.req.valid('query')} />, { title: 'Sign in' }),
  )
  .post(
    '/sign-in/confirm',
    parsed('form', z.object({ next: nextPath, token: z.string() })),
    async (c) => {
      const { next, token } = c.req.valid('form')
      await attempt(c, 'link')
      const cookies = await signIn(c.var.deps, token)
      if (cookies !== null) return enter(c, cookies, next)
      c.status(410)
      return c.render(<AskForLink next={next} notice={usedUp} />, { title: 'Sign in' })
    },
  )
  .post('/sign-out', async (c) =>
    enter(c, await signOut(c.var.deps, c.req.raw.headers), '/sign-in'),
  )

function attempt(c: Context<RoomEnv<Deps>>, act: Attempt['act'], email?: string): Promise<void> {
  const client = clientAddress(c, c.var.deps.config.trustedProxy)
  return countAttempt(c.var.deps, { act, client, ...(email === undefined ? {} : { email }) })
}

/**
 * Mails a link to an invited address; to any other nothing. The page answers the same in each case,
 * also when the mail could not be sent: whoever runs this reads that in the log.
 */
async function mailLink(deps: Deps, { email, next }: { email: string; next: string }) {
  if ((await staffRoleOf(deps.db, email)) === null) return
  const link = await createLink(deps, { email, lives_s: mailedLives_s, next })
  try {
    await deps.mailer.send(signInMail(email, link))
  } catch (error) {
    deps.log.error('a sign-in mail was not sent; see MAIL_URL', { error: String(error) })
  }
}

function enter(c: Context, cookies: readonly string[], path: string): Response {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
  return c.redirect(path, 303)
}
