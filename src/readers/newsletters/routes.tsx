import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as z from 'zod'
import { newsletters, offeredNewsletters } from '../../finance/settings/newsletters.ts'
import { keyedHash } from '../../platform/auth/hash.ts'
import { address } from '../../platform/auth/staff.ts'
import { readerOf } from '../../platform/database/connection.ts'
import { clientAddress } from '../../platform/http/client-address.ts'
import { privatePages } from '../../platform/http/headers.ts'
import { withinLimit } from '../../platform/http/limits.ts'
import { issueNonce, type Nonce, readNonce } from '../../platform/http/nonce.ts'
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
import { wordingOf } from './sign-up.tsx'

type NewsletterContext = Context<ReaderEnv<NewsletterDeps>>

const largestBody = 8 * 1024
const perClient = { limit: 20, window_s: 15 * 60 }

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
    const { id: form } = await nonceOf(c, sent.nonce)
    const lists = await newsletters(readerOf(deps.db))
    const list = lists.find(({ key }) => key === c.req.param('list'))
    if (list === undefined) throw new Problem(404, 'list', texts.words('newsletters.unknown'))
    const read = sentForm.safeParse(sent)
    if (!read.success) return refuse(c, list.key, String(sent.email ?? ''))
    await countForm(c)
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

/** Which form it was; 403 for none of ours, or one that has lain open for too long. */
async function nonceOf(c: NewsletterContext, sent: unknown): Promise<Nonce> {
  const { config, clock } = c.var.deps
  const read = await readNonce({ secret: config.appSecret, clock }, String(sent ?? ''))
  if (read.kind === 'valid') return read.nonce
  throw new Problem(403, 'nonce', c.var.texts.words('newsletters.stale'))
}

async function countForm(c: NewsletterContext): Promise<void> {
  const { config, db, clock } = c.var.deps
  const client = clientAddress(c, config.trustedProxy)
  const key = await keyedHash(config.appSecret, `newsletter client ${client}`)
  const room = await withinLimit(db, { key, ...perClient, now: clock.now() })
  if (room.ok) return
  const minutes = Math.ceil(room.retry_after_s / 60)
  throw new Problem(429, 'too_many_forms', c.var.texts.words('newsletters.limited', { minutes }), {
    headers: { 'retry-after': String(room.retry_after_s) },
  })
}
