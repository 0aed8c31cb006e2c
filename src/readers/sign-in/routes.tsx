import type { Context } from 'hono'
import * as z from 'zod'
import type { Config } from '../../config.ts'
import { type SignInDone, signIn, signOut, tokenOf } from '../../platform/auth/link.ts'
import { address } from '../../platform/auth/staff.ts'
import type { Clock } from '../../platform/clock.ts'
import { privatePages, secretInAddress } from '../../platform/http/headers.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { type FieldError, invalid, Problem } from '../../platform/http/problem.ts'
import { wantsHtml } from '../../platform/http/wants-html.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { type ReaderEnv, readersWith } from '../texts/routes.ts'
import { countAttempt } from './attempts.ts'
import { type LetterDeps, sendSignInLetter } from './letter.ts'
import { landing, nextPath } from './next-path.ts'
import { AskForLink, ConfirmSignIn, TypeTheCode } from './pages.tsx'
import { passkeyScripts } from './passkey-button.tsx'
import { passkeySignIn, setCookies } from './passkey-routes.ts'

type Deps = LetterDeps & Readonly<{ config: Pick<Config, 'trustedProxy'>; machineClock: Clock }>
type Asked = Context<ReaderEnv<Deps>>

/**
 * `/sign-in`, for readers and staff alike: a link by e-mail, a page whose button uses it up, a code to
 * type instead.
 */
export const signInPages = readersWith<Deps>()
  .route('/sign-in', passkeySignIn)
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
      return refuse(c, errors, <AskForLink next={next} email={typed} errors={errors} />)
    }
    await countAttempt(c, c.var, 'mail', email.data)
    await sendSignInLetter(deps, { email: email.data, next }, texts)
    return show(c, <TypeTheCode next={next} email={email.data} />)
  })
  .post(
    '/sign-in/code',
    parsed('form', z.object({ next: nextPath, email: address, code: z.string() })),
    async (c) => {
      const { next, email, code } = c.req.valid('form')
      await countAttempt(c, c.var, 'code', email)
      const token = await tokenOf(c.var.deps, { email, code: code.replace(/\D/g, '') })
      const done = await signIn(c.var.deps, token)
      if (done !== null) return enter(c, done, next)
      const errors = [{ field: 'code', message: c.var.texts.words('signin.wrong_code') }]
      return refuse(c, errors, <TypeTheCode next={next} email={email} errors={errors} />)
    },
  )
  .get(
    '/sign-in/confirm',
    secretInAddress,
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
      await countAttempt(c, c.var, 'link')
      const done = await signIn(c.var.deps, token)
      if (done !== null) return enter(c, done, next)
      const notice = c.var.texts.words('signin.used_up')
      if (!wantsHtml(c)) throw new Problem(410, 'used_up', notice)
      return show(c, <AskForLink next={next} notice={notice} />, 410)
    },
  )
  .post('/sign-out', async (c) => {
    setCookies(c, await signOut(c.var.deps, c.req.raw.headers))
    return c.redirect('/sign-in', 303)
  })

function show(c: Asked, page: ReturnType<typeof AskForLink>, status: 200 | 410 | 422 = 200) {
  c.status(status)
  return c.render(page, { title: c.var.texts.words('signin.title'), scripts: passkeyScripts })
}

/** The form again, for a person; a program is told which field. */
function refuse(c: Asked, errors: FieldError[], page: ReturnType<typeof AskForLink>) {
  if (!wantsHtml(c)) throw invalid(errors)
  return show(c, page, 422)
}

function enter(c: Asked, { cookies, role }: SignInDone, next: string | undefined): Response {
  setCookies(c, cookies)
  return c.redirect(landing(next, role), 303)
}
