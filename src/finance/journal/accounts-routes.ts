import { askedNothing, parsed } from '../../platform/http/parsed.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { declare } from '../settings/declaration.ts'
import type { SettingsDeps } from '../settings/routes.ts'
import { accountsNow, accountsSetting } from './account.ts'

/**
 * `/api/settings/accounts`: what the journal calls each account. A PUT replaces the whole mapping;
 * what it leaves out has its default again.
 */
export const accountsApi = routesWith<SettingsDeps>()
  .use(askedNothing)
  .get('/', async (c) => c.json({ accounts: await accountsNow(c.var.deps.reader) }))
  .put('/', parsed('json', accountsSetting.terms), async (c) => {
    const { deps, principal } = c.var
    const terms = c.req.valid('json')
    await declare(deps, accountsSetting, { key: '', terms, sent: terms }, principal.id)
    return c.json({ accounts: await accountsNow(deps.reader) })
  })
