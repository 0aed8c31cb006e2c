import * as z from 'zod'
import {
  askForNewPasskey,
  keepPasskey,
  newPasskey,
  removePasskey,
} from '../../../platform/auth/passkey.ts'
import { parsed } from '../../../platform/http/parsed.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { setCookies } from '../../sign-in/passkey-routes.ts'
import { type AccountDeps, accountRoutesWith } from '../signed-in.ts'

/** Under `/account/passkeys`: adding one, after a sign-in of the last day, and removing one. */
export const passkeyActs = accountRoutesWith<AccountDeps>()
  .get('/options', async (c) => {
    const { options, cookies } = await askForNewPasskey(c.var.deps, c.req.raw.headers)
    setCookies(c, cookies)
    return c.body(JSON.stringify(options), 200, { 'content-type': 'application/json' })
  })
  .post('/', parsed('json', newPasskey), async (c) => {
    const kept = await keepPasskey(c.var.deps, c.req.raw.headers, c.req.valid('json'))
    if (!kept) throw new Problem(400, 'passkey', c.var.texts.words('account.passkey_failed'))
    return c.json({ location: '/account?said=passkey' })
  })
  .post('/remove', parsed('form', z.object({ id: z.uuid() })), async (c) => {
    const { id } = c.req.valid('form')
    await removePasskey(c.var.deps.db, { id, user_id: c.var.session.user_id })
    return c.redirect('/account?said=passkey_removed', 303)
  })
