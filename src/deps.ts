import type { Config } from './config.ts'
import type { Clock } from './platform/clock.ts'
import { type Database, type Reader, readerOf } from './platform/database/connection.ts'
import { type Ids, randomIds } from './platform/ids.ts'
import type { Log } from './platform/log.ts'
import { localMailbox } from './platform/mail/local-mailbox.ts'
import type { Mailer } from './platform/mail/mailer.ts'
import { smtpMailer } from './platform/mail/smtp.ts'
import { openStripe, type StripeClient } from './stripe/client.ts'

/** Everything the rooms are handed; each names only what it reads. */
export type AppDeps = Readonly<{
  config: Config
  db: Database
  reader: Reader
  stripe: StripeClient
  /** Business time: limits, nonces, memberships, months. */
  clock: Clock
  /** The machine's time: signatures and sign-in. */
  machineClock: Clock
  ids: Ids
  random: () => number
  log: Log
  mailer: Mailer
  /** Told by the door that something came, so that sync need not wait for its next look. */
  hurrySync?: () => void
}>

/** What the two runtimes bring themselves; reports read from the same database unless said otherwise. */
type Given = Pick<AppDeps, 'config' | 'db' | 'clock' | 'machineClock' | 'log' | 'random'> &
  Partial<Pick<AppDeps, 'reader'>>

export function depsOf(given: Given): AppDeps {
  const ids = randomIds(crypto)
  return {
    reader: readerOf(given.db),
    ...given,
    stripe: openStripe(given.config.stripe),
    ids,
    mailer: mailerOf({ ...given, ids }),
  }
}

function mailerOf({ config, db, ids, machineClock }: Omit<Given, 'log'> & { ids: Ids }): Mailer {
  if (config.mailUrl !== null) {
    const { hostname } = new URL(config.baseUrl)
    return smtpMailer(config.mailUrl, { name: 'Mainstay', address: `no-reply@${hostname}` })
  }
  if (!config.production) return localMailbox({ db, ids, machineClock })
  return { send: () => Promise.reject(new Error('MAIL_URL is not set: no mail can be sent')) }
}
