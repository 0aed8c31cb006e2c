import { expect } from 'vitest'
import { evidence, subscribersAfter } from '../../../src/members/newsletters/consents.ts'
import { consentAddress } from '../../../src/members/newsletters/links.ts'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { type Mainstay, testWithMainstay as test } from '../../mainstay.ts'
import { until } from '../../until.ts'

const html = { accept: 'text/html' }

async function nonceAt({ url }: Mainstay): Promise<string> {
  const { nonce } = await (await fetch(new URL('/checkout/nonce', url))).json()
  return nonce
}

async function subscribe(mainstay: Mainstay, email: string, more: Record<string, string> = {}) {
  const body = new URLSearchParams({ nonce: await nonceAt(mainstay), email, ...more })
  return fetch(new URL('/newsletters/daily/subscribe', mainstay.url), {
    ...{ method: 'POST', headers: html, body },
  })
}

/** The link in the newest mail to an address whose path begins so. */
function linkMailed({ mailsTo }: Mainstay, email: string, path: string): Promise<string> {
  return until(`a mail with ${path}`, async () => {
    const own = await mailsTo(email)
    return own.map(({ text }) => new RegExp(`http\\S+${path}\\S+`).exec(text)?.[0]).find(Boolean)
  })
}

const press = (link: string, body = '') =>
  fetch(link, {
    method: 'POST',
    headers: { ...html, 'content-type': 'application/x-www-form-urlencoded' },
    body,
  })

function subscribers({ deps }: Mainstay) {
  return subscribersAfter(readerOf(deps.db), 'daily', null)
}

test('only the button behind the mailed link subscribes, and one POST ends it', async ({
  mainstay,
}) => {
  const answer = await subscribe(mainstay, 'Ann@Example.org', { source: 'article', language: 'de' })
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('mailbox')])
  const link = await linkMailed(mainstay, 'ann@example.org', '/newsletters/confirm')
  await fetch(link, { headers: html })
  expect(await subscribers(mainstay)).toEqual([])
  await press(link)
  await press(link)
  expect(await subscribers(mainstay)).toMatchObject([
    {
      ...{ address: 'ann@example.org', language: 'de', source: 'article', confirmed_by: 'mail' },
      wording: expect.stringContaining('darf mir „Der Tag“ per E-Mail schicken'),
    },
  ])
  const leave = await linkMailed(mainstay, 'ann@example.org', '/newsletters/leave')
  await fetch(leave, { headers: html })
  expect(await subscribers(mainstay)).toHaveLength(1)
  expect((await press(leave, 'List-Unsubscribe=One-Click')).status).toBe(200)
  expect(await subscribers(mainstay)).toEqual([])
  expect((await press(link)).status).toBe(410)
  const kept = await evidence(readerOf(mainstay.deps.db), { list: 'daily', address: null })
  expect(kept).toMatchObject([{ ended_by: 'one_click', address: 'ann@example.org' }])
})

test('who gets it already is answered as everybody, and stays subscribed once', async ({
  mainstay,
}) => {
  const stranger = await (await subscribe(mainstay, 'bob@example.org')).text()
  await press(await linkMailed(mainstay, 'bob@example.org', '/newsletters/confirm'))
  const known = await (await subscribe(mainstay, 'bob@example.org')).text()
  expect(known).toBe(stranger)
  expect(
    (await subscribers(mainstay)).filter(({ address }) => address === 'bob@example.org'),
  ).toHaveLength(1)
})

test('a link is of no use after seven days', async ({ mainstay }) => {
  await subscribe(mainstay, 'cleo@example.org')
  const link = await linkMailed(mainstay, 'cleo@example.org', '/newsletters/confirm')
  await mainstay.advance(7 * 86_400 + 1)
  expect((await press(link)).status).toBe(410)
})

test('one form mails once, and an address gets three mails a day at most', async ({ mainstay }) => {
  const nonce = await nonceAt(mainstay)
  for (let i = 0; i < 2; i += 1) await subscribe(mainstay, 'dan@example.org', { nonce })
  for (let i = 0; i < 4; i += 1) await subscribe(mainstay, 'dan@example.org')
  const queued = await mainstay.deps.db
    .selectFrom('mail')
    .select('key')
    .where('address', '=', 'dan@example.org')
    .execute()
  expect(queued).toHaveLength(2)
})

test.for([
  [{ nonce: 'forged' }, 403],
  [{ email: 'nobody' }, 422],
  [{ email: 'eve@example.org\r\nBcc: all@example.org' }, 422],
] as const)('a form with %j is refused with %i', async ([sent, status], { mainstay }) => {
  expect((await subscribe(mainstay, 'eve@example.org', sent)).status).toBe(status)
})

test('a link that we did not make opens nothing', async ({ mainstay }) => {
  const key = { address_hash: 'a'.repeat(32), id: 'nlc_none' }
  const { config } = mainstay.deps
  const unknown = await consentAddress(config, 'leave', key)
  const forged = await consentAddress({ ...config, appSecret: 'another' }, 'confirm', key)
  const answers = await Promise.all([press(unknown), press(forged)])
  expect(answers.map(({ status }) => status)).toEqual([410, 410])
})
