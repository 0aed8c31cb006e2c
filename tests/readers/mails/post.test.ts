import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Database } from '../../../src/platform/database/connection.ts'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { type NewMail, queueMails } from '../../../src/platform/mail/queued.ts'
import { smtpMailer } from '../../../src/platform/mail/smtp.ts'
import { outboxState } from '../../../src/platform/outbox/dead.ts'
import { testWithDatabase } from '../../database.ts'
import { openPostOffice, type PostOffice } from '../../post-office.ts'
import { noon } from '../site.ts'
import { post } from './told.ts'

const from = { name: 'The Harbour Post', address: 'no-reply@harbour.example' }

const test = testWithDatabase.extend<{ office: PostOffice }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from this pattern
  office: async ({}, use) => {
    const office = await openPostOffice()
    await use(office)
    await office.close()
  },
})

const facts = { url: 'http://localhost/sign-in/confirm?token=t', code: '12345678' }
const link = (key: string, more: Partial<NewMail> = {}): NewMail => ({
  ...{ key, kind: 'sign_in', facts, person: null },
  ...{ address: 'ann@example.org', language: 'de' },
  ...more,
})
const resumed = (key: string): NewMail => ({
  ...{ key, kind: 'membership_resumed', person: null, address: 'ann@example.org', language: 'en' },
  facts: {
    ...{ subscription: 'sub_1', frequency: 'monthly', next_at: null },
    amount: { minor: 1000n, currency: 'EUR' },
  },
})

function queue(db: Database, ...mails: NewMail[]): Promise<void> {
  return db.transaction().execute((trx) => queueMails(trx, mails, noon))
}

async function send(db: Database, office: PostOffice): Promise<void> {
  await post(db, smtpMailer(office.url, from), () => noon)
}

async function hourPasses(db: Database): Promise<void> {
  await sql`update pgboss.job set start_after = start_after - interval '1 hour'`.execute(db)
}

function stateOf(db: Database) {
  return db.selectFrom('mail').select(['key', 'state', 'tries', 'facts']).orderBy('key').execute()
}

test('one key is one mail, whoever queues it how often', async ({ own, office }) => {
  await Promise.all(Array.from({ length: 5 }, () => queue(own, link('sign_in:1'))))
  await Promise.all([send(own, office), send(own, office)])
  await queue(own, link('sign_in:1'))
  await send(own, office)
  expect(office.received.map(({ mail }) => mail.subject)).toEqual(['Anmelden bei The Harbour Post'])
  expect(office.received[0]?.mail.text).toContain('12345678')
  expect(await stateOf(own)).toEqual([{ key: 'sign_in:1', state: 'sent', tries: 1, facts: null }])
})

test('a mail server that is away for an hour loses no mail', async ({ own, office }) => {
  await queue(own, resumed('membership_resumed:1'), resumed('membership_resumed:2'))
  await post(own, smtpMailer('smtp://127.0.0.1:1', from), () => noon)
  office.refuse({ at: 'recipient', code: 421 })
  await hourPasses(own)
  await send(own, office)
  expect(await stateOf(own)).toMatchObject([
    { state: 'queued', tries: 2 },
    { state: 'queued', tries: 2 },
  ])
  office.refuse(null)
  await hourPasses(own)
  await send(own, office)
  expect(office.received).toHaveLength(2)
  expect(await outboxState(readerOf(own))).toEqual({ dead: 0, late_s: null })
})

test('nothing but a sign-in goes to a mailbox that is not there', async ({ own, office }) => {
  office.refuse({ at: 'recipient', code: 550 })
  await queue(own, resumed('membership_resumed:1'))
  await send(own, office)
  office.refuse(null)
  await queue(own, resumed('membership_resumed:2'), link('sign_in:1'))
  await send(own, office)
  expect(office.received.map(({ mail }) => mail.subject)).toEqual(['Anmelden bei The Harbour Post'])
  expect(await stateOf(own)).toMatchObject([
    { key: 'membership_resumed:1', state: 'bounced' },
    { key: 'membership_resumed:2', state: 'bounced' },
    { key: 'sign_in:1', state: 'sent' },
  ])
})

test('a mail that is refused for what it says stops no other', async ({ own, office }) => {
  office.refuse({ at: 'content', code: 554 })
  await queue(own, resumed('membership_resumed:1'))
  await send(own, office)
  office.refuse(null)
  await queue(own, resumed('membership_resumed:2'))
  await send(own, office)
  expect((await stateOf(own)).map(({ state }) => state)).toEqual(['refused', 'sent'])
})

test('a mail that is sent twice, as its process died between, is one in the mailbox', async ({
  own,
  office,
}) => {
  await queue(own, resumed('membership_resumed:1'))
  await send(own, office)
  const [row] = await stateOf(own)
  const { facts } = resumed('membership_resumed:1')
  const again = JSON.stringify(facts, (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  )
  await sql`update mail set state = 'queued', facts = ${again}::jsonb`.execute(own)
  await sql`update pgboss.job set state = 'retry', completed_on = null`.execute(own)
  await send(own, office)
  const ids = office.received.map(({ mail }) => mail.messageId)
  expect([row?.state, ids.length, new Set(ids).size]).toEqual(['sent', 2, 1])
})
