import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as z from 'zod'
import { newsletters, offeredNewsletters } from '../../finance/settings/newsletters.ts'
import { address } from '../../platform/auth/staff.ts'
import { readerOf } from '../../platform/database/connection.ts'
import { privatePages } from '../../platform/http/headers.ts'
import { issueNonce } from '../../platform/http/nonce.ts'
import { invalid, Problem } from '../../platform/http/problem.ts'
import { wantsHtml } from '../../platform/http/wants-html.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { languages } from '../../platform/ui/texts/language.ts'
import { speechIn } from '../../platform/ui/texts/speech.ts'
import { sentFields } from '../checkout/sent.ts'
import { type ReaderEnv, readersWith } from '../texts/routes.ts'
import { textsIn } from '../texts/texts.ts'
import { askForNewsletter, type NewsletterDeps } from './asking.ts'
import { consentPages } from './consent-pages.tsx'
import { Lists, LookIntoMailbox, type Refused } from './pages.tsx'
import { countForm, formNamed } from './sent-form.ts'
import { wordingOf } from './sign-up.tsx'

type NewsletterContext = Context<ReaderEnv<NewsletterDeps>>

const largestBody = 8 * 1024

const sentForm = z.object({
  email: address,
  source: z.string().trim().max(200).catch(''),
  language: z.enum(languages).optional().catch(undefined),
})

/** Mounted at `/newsletters`. The forms hold a nonce, so no cache may keep them. */
export const newsletterRoutes = readersWith<NewsletterDeps>()
  .use(privatePages)
  .route('/', consentPages)
  .use(readerPages)
  .get('/', (c) => showLists(c, null))
  .get('/:list/subscribe', (c) => c.redirect('/newsletters', 303)) // reloaded by its address
  .post('/:list/subscribe', bodyLimit({ maxSize: largestBody }), async (c) => {
    const { deps, texts } = c.var
    const sent = await sentFields(c, texts)
    const { id: form } = await formNamed(c.var, sent.nonce)
    const lists = await newsletters(readerOf(deps.db))
    const list = lists.find(({ key }) => key === c.req.param('list'))
    if (list === undefined) throw new Problem(404, 'list', texts.words('newsletters.unknown'))
    const read = sentForm.safeParse(sent)
    if (!read.success) return refuse(c, list.key, String(sent.email ?? ''))
    await countForm(c, c.var)
    const { email, source, language = texts.language } = read.data
    const said = textsIn(speechIn(language, texts.form))
    const wording = wordingOf(list, said)
    await askForNewsletter(deps, { list, email, language, source, wording, form })
    if (!wantsHtml(c)) return c.json({ state: 'confirmation_sent' }, 202)
    const title = texts.words('newsletters.sent_title')
    return c.render(<LookIntoMailbox list={list.name[texts.language]} email={email} />, { title })
  })

async function showLists(c: NewsletterContext, refused: Refused | null) {
  const { config, clock, ids, db } = c.var.deps
  const nonce = await issueNonce({ secret: config.appSecret, clock, ids })
  const lists = await offeredNewsletters(readerOf(db))
  return c.render(<Lists {...{ lists, nonce, refused }} source="newsletters" />, {
    title: c.var.texts.words('newsletters.title'),
    address: '/newsletters',
  })
}

/** The form again with what was typed; a program gets the 422. */
function refuse(c: NewsletterContext, list: string, email: string) {
  const error = c.var.texts.words('newsletters.bad_email')
  if (!wantsHtml(c)) throw invalid([{ field: 'email', message: error }])
  c.status(422)
  return showLists(c, { list, email, error })
}
