import type { Config } from '../../../config.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/connection.ts'
import type { Log } from '../../../platform/log.ts'
import type { Mailer } from '../../../platform/mail/mailer.ts'
import { alarmMail, type Channel, channels, type Message } from './message.ts'
import { due, line, noteTold, take, type Waiting } from './queue.ts'

export type TellDeps = Readonly<{
  config: Pick<Config, 'alertUrl' | 'alertEmail' | 'baseUrl'>
  db: Database
  mailer: Mailer
  machineClock: Clock
  log: Log
}>

const patience_ms = 5000

/**
 * Tells the receivers of ALERT_URL and ALERT_EMAIL what they have not heard: each alarm when it opens
 * and when it is over, again and again (after 30 s, a minute … an hour) until it is taken. Any number
 * of processes may tell at once; one that dies between sending and noting it sends twice.
 */
export async function tellAlarms(deps: TellDeps): Promise<void> {
  const { db, machineClock } = deps
  for (const channel of channels) {
    const receiver = receiverOf(deps, channel)
    if (receiver === null) continue
    const now = machineClock.now()
    await line(db, channel, now)
    for (const waiting of await due(db, channel, now)) {
      if (await take(db, waiting, now)) await tell(deps, receiver, waiting)
    }
  }
}

/** Sends a message; throws when it was not taken. */
type Receiver = (message: Message) => Promise<void>

/** Null where the operator has given no address. */
function receiverOf({ config, mailer }: TellDeps, channel: Channel): Receiver | null {
  const { alertUrl, alertEmail } = config
  switch (channel) {
    case 'url':
      return alertUrl === null ? null : (message) => post(alertUrl, message)
    case 'email':
      return alertEmail === null
        ? null
        : (message) => inTime(mailer.send(alarmMail(alertEmail, message)))
  }
}

async function tell(deps: TellDeps, receiver: Receiver, waiting: Waiting): Promise<void> {
  const { cause, state, at, summary, channel, tries } = waiting
  const url = `${deps.config.baseUrl}/desk/operations`
  try {
    await receiver({ cause, state, at, summary, url })
    await noteTold(deps.db, waiting, deps.machineClock.now())
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    deps.log.warn('an alarm was not told', { cause, state, channel, tries: tries + 1, reason })
  }
}

async function post(address: string, message: Message): Promise<void> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
    redirect: 'manual',
    signal: AbortSignal.timeout(patience_ms),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`the receiver answered ${answer.status}`)
}

/** A mail server that says nothing holds up nobody: its mail is sent again. */
async function inTime(sending: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the mail server did not answer')), patience_ms)
  })
  await Promise.race([sending, late]).finally(() => clearTimeout(timer))
}
