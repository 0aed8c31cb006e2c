import * as z from 'zod'
import { declineMonthly, giftToAskWith } from '../../members/monthly-declined.ts'
import { setLanguage } from '../../members/profile.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { languages } from '../../platform/ui/texts/language.ts'
import type { AskingDeps } from '../newsletters/asking.ts'
import { addressActs, addressAnswers } from './addresses/routes.tsx'
import { ownDataPages } from './erase/routes.tsx'
import { chooseNewsletters } from './newsletters/own.ts'
import { passkeyActs } from './passkeys/routes.ts'
import { receiptPages } from './receipts/routes.tsx'
import { type ShowDeps, showAccount } from './shown.tsx'
import { accountRoutesWith, readersOnly } from './signed-in.ts'

/** Mounted at `/account`: a reader's own pages, behind their sign-in. */
export const accountRoutes = accountRoutesWith<ShowDeps & AskingDeps>()
  .route('/addresses/confirm', addressAnswers)
  .use(readersOnly, readerPages)
  .get('/', (c) => showAccount(c, c.var))
  .post('/language', parsed('form', z.object({ language: z.enum(languages) })), async (c) => {
    const { language } = c.req.valid('form')
    await setLanguage(c.var.deps.db, { person: c.var.reader.person, language })
    return c.redirect(`/account?said=saved&lang=${language}`, 303)
  })
  .post('/newsletters', async (c) => {
    const { deps, texts, reader: who } = c.var
    const { list = [] } = await c.req.parseBody({ all: true })
    const chosen = [list].flat().map(String)
    await chooseNewsletters(deps, { email: who.email, chosen }, texts)
    return c.redirect('/account?said=newsletters', 303)
  })
  .post('/once', async (c) => {
    const { deps, reader: who } = c.var
    const gift = await giftToAskWith(deps.reader, who.person)
    if (gift !== null) await declineMonthly(deps.db, { ...gift, at: deps.clock.now() })
    return c.redirect('/account', 303)
  })
  .route('/addresses', addressActs)
  .route('/passkeys', passkeyActs)
  .route('/', receiptPages)
  .route('/', ownDataPages)
