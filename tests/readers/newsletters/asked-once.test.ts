import { expect } from 'vitest'
import { inviteStaff } from '../../../src/platform/auth/staff.ts'
import { testWithMainstay as test } from '../../mainstay.ts'
import { readerAt } from '../account/reader.ts'

const html = { accept: 'text/html' }
const ask = 'And every month?'

test('who gave once is invited to give monthly until they say no, and nowhere after that', async ({
  mainstay,
}) => {
  const session = await mainstay.order({ frequency: 'once', amount: '25' })
  await mainstay.pay(session, { email: 'ann@example.org' })
  await mainstay.settled()
  const thanks = `${mainstay.url}/thank-you?session_id=${session}`
  const reader = await readerAt(mainstay, 'ann@example.org')
  const before = [
    await (await fetch(thanks, { headers: html })).text(),
    await reader.text('/account'),
  ]
  expect(before.map((page) => page.includes(ask))).toEqual([true, true])
  expect(before[0]).toContain('frequency=monthly&amp;currency=EUR&amp;amount=5')
  await fetch(`${mainstay.url}/thank-you/once`, {
    ...{ method: 'POST', headers: html, redirect: 'manual' },
    body: new URLSearchParams({ session_id: session }),
  })
  const again = await mainstay.order({ frequency: 'once', amount: '25' })
  await mainstay.pay(again, { email: 'ann@example.org' })
  await mainstay.settled()
  const later = await fetch(`${mainstay.url}/thank-you?session_id=${again}`, { headers: html })
  const after = [await later.text(), await reader.text('/account')]
  expect(after.map((page) => page.includes(ask))).toEqual([false, false])
})

test('a member is not asked to give monthly', async ({ mainstay }) => {
  for (const frequency of ['once', 'monthly'] as const) {
    const session = await mainstay.order({ frequency, amount: '10' })
    await mainstay.pay(session, { email: 'bob@example.org' })
  }
  await mainstay.settled()
  const reader = await readerAt(mainstay, 'bob@example.org')
  expect(await reader.text('/account')).not.toContain(ask)
})

test('newsletters are turned on and off in the account, and the desk hands them out', async ({
  mainstay,
}) => {
  const reader = await readerAt(mainstay, 'bob@example.org')
  await reader.post('/account/newsletters', { list: 'daily' })
  expect(await reader.text('/account')).toMatch(/value="daily" checked/)
  const support = { email: 'desk@example.org', role: 'support' } as const
  await inviteStaff(mainstay.deps.db, support, { by: 'tests', at: new Date(0) })
  const desk = await readerAt(mainstay, support.email)
  const csv = await desk.text('/desk/newsletters/daily.csv?bom=true')
  expect(csv.split(/\r?\n/)[0]).toMatch(/^\uFEFF?address,language,unsubscribe_url,wording/)
  expect(csv).toMatch(/bob@example\.org,en,http\S+\/newsletters\/leave\?token=/)
  expect(await desk.text('/desk/newsletters/daily')).toContain('in the account')
  await reader.post('/account/newsletters', {})
  expect(await desk.text('/desk/newsletters/daily.csv')).not.toContain('bob@')
})
