import type { Context } from 'hono'
import * as z from 'zod'
import type { AuthDeps } from '../../platform/auth/auth.ts'
import { askForPasskey, passkeyAnswer, signInByPasskey } from '../../platform/auth/passkey.ts'
import { privatePages } from '../../platform/http/headers.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { Problem } from '../../platform/http/problem.ts'
import { readersWith } from '../texts/routes.ts'
import { type AttemptDeps, countAttempt } from './attempts.ts'
import { landing, nextPath } from './next-path.ts'
import { passkeyScript } from './passkey-script.ts'

type Deps = AuthDeps & AttemptDeps

/** Under `/sign-in`: the second visit's way, and the script that both ways of a passkey need. */
export const passkeySignIn = readersWith<Deps>()
  .get('/passkey.js', (c) =>
    c.body(passkeyScript, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    }),
  )
  .use(privatePages)
  .get('/passkey/options', async (c) => {
    await countAttempt(c, c.var, 'passkey')
    const { options, cookies } = await askForPasskey(c.var.deps, c.req.raw.headers)
    setCookies(c, cookies)
    return c.body(JSON.stringify(options), 200, { 'content-type': 'application/json' })
  })
  .post(
    '/passkey',
    parsed('json', z.object({ ...passkeyAnswer.shape, next: nextPath })),
    async (c) => {
      await countAttempt(c, c.var, 'passkey')
      const { next, response } = c.req.valid('json')
      const done = await signInByPasskey(c.var.deps, c.req.raw.headers, { response })
      if (done === null) {
        throw new Problem(401, 'passkey', c.var.texts.words('signin.passkey_failed'))
      }
      setCookies(c, done.cookies)
      return c.json({ location: landing(next, done.role) })
    },
  )

/** Each beside the others, as a session is more than one cookie. */
export function setCookies(c: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
}
