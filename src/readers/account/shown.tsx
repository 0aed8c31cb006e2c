import type { Context } from 'hono'
import type { FieldError } from '../../platform/http/problem.ts'
import { passkeyScripts } from '../sign-in/passkey-button.tsx'
import { accountOf, type ReadAccountDeps } from './account.ts'
import { AccountPage } from './page.tsx'
import type { AccountEnv } from './signed-in.ts'

export type ShowDeps = ReadAccountDeps

/** An address form that came back, with what was typed. */
export type Typed = Readonly<{ email: string; errors: readonly FieldError[] }>

const said = ['asked', 'main', 'saved', 'passkey', 'passkey_removed', 'newsletters'] as const

/** The account page, with what was just done or what is to be typed anew. */
export async function showAccount(
  c: Context,
  { deps, texts, reader: who, session }: AccountEnv<ShowDeps>['Variables'],
  { typed }: Readonly<{ typed?: Typed }> = {},
) {
  const account = await accountOf(deps, { ...who, user_id: session.user_id })
  if (account === null) return c.notFound()
  const done = said.find((word) => word === c.req.query('said'))
  if (typed !== undefined) c.status(422)
  return c.render(
    <AccountPage
      account={account}
      isStaff={session.role !== null}
      notice={done === undefined ? null : texts.words(`account.said_${done}`)}
      typed={typed ?? { email: '', errors: [] }}
    />,
    { title: texts.words('account.title'), scripts: passkeyScripts },
  )
}
