import * as z from 'zod'
import { setLanguage } from '../../members/profile.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { languages } from '../../platform/ui/texts/language.ts'
import { addressActs, addressAnswers } from './addresses/routes.tsx'
import { ownDataPages } from './erase/routes.tsx'
import { passkeyActs } from './passkeys/routes.ts'
import { receiptPages } from './receipts/routes.tsx'
import { type ShowDeps, showAccount } from './shown.tsx'
import { accountRoutesWith, readersOnly } from './signed-in.ts'

/** Mounted at `/account`: a reader's own pages, behind their sign-in. */
export const accountRoutes = accountRoutesWith<ShowDeps>()
  .route('/addresses/confirm', addressAnswers)
  .use(readersOnly, readerPages)
  .get('/', (c) => showAccount(c, c.var))
  .post('/language', parsed('form', z.object({ language: z.enum(languages) })), async (c) => {
    const { language } = c.req.valid('form')
    await setLanguage(c.var.deps.db, { person: c.var.reader.person, language })
    return c.redirect(`/account?said=saved&lang=${language}`, 303)
  })
  .route('/addresses', addressActs)
  .route('/passkeys', passkeyActs)
  .route('/', receiptPages)
  .route('/', ownDataPages)
