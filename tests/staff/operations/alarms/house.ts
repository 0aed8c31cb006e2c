import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Config } from '../../../../src/config.ts'
import { type Database, readerOf } from '../../../../src/platform/database/connection.ts'
import { countingIds } from '../../../../src/platform/ids.ts'
import { keptMails, localMailbox } from '../../../../src/platform/mail/local-mailbox.ts'
import { openAlarms } from '../../../../src/staff/operations/alarms/alarm.ts'
import { watchAlarms } from '../../../../src/staff/operations/alarms/watch.ts'
import { watchEndpoint } from '../../../../src/stripe/endpoint.ts'
import { testWithDatabase } from '../../../database.ts'
import { openAccount, testClock } from '../../../stripe/account.ts'
import { syncDeps, testConfig } from '../../../stripe/house.ts'
import { forgetAll } from '../../../stripe/story.ts'

/** Where ALERT_URL leads: keeps what it is told, and answers what it is set to. */
export type Receiver = Readonly<{ url: string; told: unknown[]; answers: { status: number } }>

/** A receiver for each test. */
export const testWithReceiver = testWithDatabase.extend<{ receiver: Receiver }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from this pattern
  receiver: async ({}, use) => {
    const told: unknown[] = []
    const answers = { status: 204 }
    const server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        told.push(JSON.parse(Buffer.concat(parts).toString()))
        response.writeHead(answers.status).end()
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port was given')
    await use({ url: `http://127.0.0.1:${address.port}/alarms`, told, answers })
    server.close()
  },
})

type Told = Partial<Pick<Config, 'alertUrl' | 'alertEmail'>>

/** A house where nothing is the matter: an account whose endpoint leads to our door, and no past. */
export async function calmHouse(db: Database, told: Told = {}) {
  await forgetAll(db)
  const machine = testClock()
  const business = testClock()
  const account = await openAccount(machine)
  const endpoint = await account.stripe.webhookEndpoints.create({
    url: `${testConfig.baseUrl}/webhooks/stripe`,
    enabled_events: ['charge.succeeded'],
  })
  const reader = readerOf(db)
  const deps = {
    ...syncDeps(db, account, machine),
    ...{ reader, clock: business, config: { ...testConfig, ...told } },
    mailer: localMailbox({ db, ids: countingIds(), machineClock: machine }),
  }
  return {
    ...{ deps, machine, business, account, endpoint },
    /** As the loop does, half a minute after the last time. */
    watch: async (more: Partial<typeof deps> = {}) => {
      machine.move(30)
      await watchAlarms({ ...deps, ...more })
    },
    /** Asks Stripe now, whenever it was asked last. */
    askStripe: async (more: Partial<typeof deps> = {}) => {
      machine.move(300)
      await watchEndpoint({ ...deps, ...more })
    },
    open: async () => (await openAlarms(reader)).map(({ cause, summary }) => [cause, summary]),
    mails: () => keptMails(db),
  }
}

/** Something is on the shelf, or no longer. */
export async function shelve(db: Database, keys: readonly string[]): Promise<void> {
  await db.deleteFrom('object_lease').execute()
  const lying = { object_type: 'charge', failure: 'unreadable: status', attempts: 12 }
  const at = new Date('2026-03-10T09:00:00Z')
  for (const object_key of keys) {
    await db
      .insertInto('object_lease')
      .values({ object_key, ...lying, leased_until: null, known_at: null, shelved_at: at })
      .execute()
  }
}
