import { createLink, mailedLives_s, signIn } from '../../../src/platform/auth/link.ts'
import type { Mainstay } from '../../mainstay.ts'
import { cookieFrom } from '../../platform/auth/signed-in.ts'

/** A reader's browser: signed in by a link to this address, it asks for pages and posts forms. */
export async function readerAt({ deps, url }: Mainstay, email: string) {
  const link = await createLink(deps, { email, lives_s: mailedLives_s })
  const token = new URL(link.url).searchParams.get('token') ?? ''
  const cookie = cookieFrom((await signIn(deps, token))?.cookies ?? [])
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, url), {
      redirect: 'manual',
      ...init,
      headers: { accept: 'text/html', cookie, ...init.headers },
    })
  return {
    cookie,
    get: ask,
    text: async (path: string) => (await ask(path)).text(),
    post: (path: string, form: Record<string, string>) =>
      ask(path, { method: 'POST', body: new URLSearchParams(form) }),
  }
}
