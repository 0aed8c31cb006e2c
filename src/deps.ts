import type { Config } from './config.ts'
import type { Clock } from './platform/clock.ts'
import { type Database, type Reader, readerOf } from './platform/database/connection.ts'
import { type Ids, randomIds } from './platform/ids.ts'
import type { Log } from './platform/log.ts'
import { localMailbox } from './platform/mail/local-mailbox.ts'
import type { Mailer } from './platform/mail/mailer.ts'
import type { ShownMails } from './platform/mail/shown.ts'
import { smtpMailer } from './platform/mail/smtp.ts'
import type { DrawPaper } from './readers/account/receipts/paper.ts'
import { shownMails } from './readers/mails/show.ts'
import { type Calls, createCalls } from './stripe/calls/calls.ts'
import { openBackgroundStripe, openStripe, type StripeClient } from './stripe/client.ts'

/** Everything the rooms are handed; each names only what it reads. */
export type AppDeps = Readonly<{
  config: Config
  db: Database
  reader: Reader
  /** For what a reader waits for; `inBackground` hands on the patient one. */
  stripe: StripeClient
  backgroundStripe: StripeClient
  /** How this process calls Stripe, and how it went. */
  calls: Calls
  /** Business time: limits, nonces, memberships, months. */
  clock: Clock
  /** The machine's time: signatures and sign-in. */
  machineClock: Clock
  ids: Ids
  random: () => number
  log: Log
  mailer: Mailer
  /** What readers are mailed, for staff to look at. */
  mails: ShownMails
  /** Draws a receipt as PDF, where the runtime can. */
  drawPaper?: DrawPaper
  /** Told by the door that something came, so that sync need not wait for its next look. */
  hurrySync?: () => void
}>

/** What the two runtimes bring themselves; reports read from the same database unless said otherwise. */
type Given = Pick<AppDeps, 'config' | 'db' | 'clock' | 'machineClock' | 'log' | 'random'> &
  Partial<Pick<AppDeps, 'reader' | 'calls'>>

export function depsOf(given: Given): AppDeps {
  const ids = randomIds(crypto)
  const calls = given.calls ?? callsOf(given)
  const { stripe } = given.config
  return {
    reader: readerOf(given.db),
    ...given,
    calls,
    stripe: openStripe(stripe, calls),
    backgroundStripe: openBackgroundStripe(stripe, calls),
    ids,
    mailer: mailerOf({ ...given, ids }),
    mails: shownMails(given.config),
  }
}

/** The same, for work that nobody waits for: it calls Stripe behind all readers, and patiently. */
export function inBackground(deps: AppDeps): AppDeps {
  return { ...deps, stripe: deps.backgroundStripe }
}

/** One a process, as its calls share Stripe's limits. */
export function callsOf({ config, random, log }: Pick<Given, 'config' | 'random' | 'log'>): Calls {
  const time = {
    now_ms: () => performance.now(),
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  }
  const perSecond = config.stripe.callsPerSecond
  return createCalls({ fetch: (...given) => fetch(...given), perSecond, time, random, log })
}

function mailerOf({ config, db, ids, machineClock }: Omit<Given, 'log'> & { ids: Ids }): Mailer {
  if (config.mailUrl !== null) {
    const { hostname } = new URL(config.baseUrl)
    return smtpMailer(config.mailUrl, { name: 'Mainstay', address: `no-reply@${hostname}` })
  }
  if (!config.production) return localMailbox({ db, ids, machineClock })
  return { send: () => Promise.reject(new Error('MAIL_URL is not set: no mail can be sent')) }
}
