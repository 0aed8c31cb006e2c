import type { Context } from 'hono'
import * as z from 'zod'
import { newsletterName } from '../../finance/settings/newsletters.ts'
import {
  type Consent,
  confirmConsent,
  consentOf,
  endConsent,
  standingOf,
} from '../../members/newsletters/consent.ts'
import { type ConsentAct, consentNamed } from '../../members/newsletters/links.ts'
import { readerOf } from '../../platform/database/connection.ts'
import { secretInAddress } from '../../platform/http/headers.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { Problem } from '../../platform/http/problem.ts'
import { wantsHtml } from '../../platform/http/wants-html.ts'
import { queueMails } from '../../platform/mail/queued.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { languageOf } from '../../platform/ui/texts/language.ts'
import { type ReaderEnv, readersWith } from '../texts/routes.ts'
import type { NewsletterDeps } from './asking.ts'
import { AskOnce, Done } from './pages.tsx'

type ConsentContext = Context<ReaderEnv<NewsletterDeps>>

const linked = parsed('query', z.object({ token: z.string() }))

/** `/newsletters/confirm` and `/leave`: what the links of mails open, for whoever has the mail. */
export const consentPages = readersWith<NewsletterDeps>()
  .use('/confirm', secretInAddress, readerPages)
  .use('/leave', secretInAddress, readerPages)
  .get('/confirm', linked, (c) => ask(c, 'confirm', c.req.valid('query').token))
  .get('/leave', linked, (c) => ask(c, 'leave', c.req.valid('query').token))
  .post('/confirm', linked, async (c) => {
    const consent = await named(c, 'confirm', c.req.valid('query').token)
    await confirmed(c.var.deps, consent)
    return done(c, 'confirm', consent)
  })
  .post('/leave', linked, async (c) => {
    const { db, clock } = c.var.deps
    const consent = await named(c, 'leave', c.req.valid('query').token)
    const { 'List-Unsubscribe': sent } = await c.req.parseBody()
    const by = sent === 'One-Click' ? 'one_click' : 'mail'
    await endConsent(db, consent, { by, now: clock.now() })
    return done(c, 'leave', consent)
  })

async function ask(c: ConsentContext, act: ConsentAct, token: string) {
  const consent = await named(c, act, token)
  const isAnswered = standingOf(consent, c.var.deps.clock.now()) !== open[act]
  if (isAnswered) return done(c, act, consent)
  const list = await nameOf(c, consent)
  return c.render(<AskOnce {...{ act, list, token }} />, {
    title: c.var.texts.words(`newsletters.${act}_title`, { list }),
  })
}

/** What an agreement must be for its button to do anything. */
const open = { confirm: 'waiting', leave: 'running' } as const

/** 410 for a link that is none of ours, and for a confirmation that comes too late. */
async function named(c: ConsentContext, act: ConsentAct, token: string): Promise<Consent> {
  const { config, db, clock } = c.var.deps
  const key = await consentNamed(config, act, token)
  const consent = key === null ? null : await consentOf(readerOf(db), key)
  const isOver = consent !== null && standingOf(consent, clock.now()) === 'over'
  if (consent === null || (act === 'confirm' && isOver)) {
    throw new Problem(410, 'used_up', c.var.texts.words('newsletters.gone'))
  }
  return consent
}

/** The first confirmation is followed by a mail that says how to leave. */
async function confirmed({ db, clock }: NewsletterDeps, consent: Consent): Promise<void> {
  const now = clock.now()
  const { id, address_hash, address, language } = consent
  const list = await newsletterName(readerOf(db), consent.list, languageOf(language) ?? 'en')
  await db.transaction().execute(async (trx) => {
    const isNew = await confirmConsent(trx, consent, { by: 'mail', now })
    if (!isNew || address === null) return
    const facts = { consent: { id, address_hash }, list }
    const mail = { key: `newsletter_running:${id}`, kind: 'newsletter_running', facts }
    await queueMails(trx, [{ ...mail, person: null, address, language }], now)
  })
}

async function done(c: ConsentContext, act: ConsentAct, consent: Consent) {
  if (!wantsHtml(c)) return c.json({ state: act === 'confirm' ? 'subscribed' : 'unsubscribed' })
  const list = await nameOf(c, consent)
  return c.render(<Done act={act} list={list} />, {
    title: c.var.texts.words(`newsletters.${act}_done_title`),
  })
}

function nameOf(c: ConsentContext, { list }: Consent): Promise<string> {
  return newsletterName(readerOf(c.var.deps.db), list, c.var.texts.language)
}
