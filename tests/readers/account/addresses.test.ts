import { expect } from 'vitest'
import { type Mainstay, testWithMainstay as test } from '../../mainstay.ts'
import { readerAt } from './reader.ts'

async function gives(mainstay: Mainstay, email: string, amount: string): Promise<void> {
  await mainstay.pay(await mainstay.order({ frequency: 'monthly', amount }), { email })
  await mainstay.settled()
}

async function customerOf({ deps }: Mainstay, email: string): Promise<string> {
  const row = await deps.db
    .selectFrom('member_customer')
    .select('customer')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  return row.customer
}

async function linkTo({ mailsTo }: Mainstay, email: string): Promise<string> {
  const texts = (await mailsTo(email)).map(({ text }) => text)
  const asking = texts.find((text) => text.includes('/account/addresses/confirm'))
  return /http\S+confirm\?token=\w+/.exec(asking ?? '')?.[0] ?? ''
}

test('whose customer says a victim’s address sees nothing of the victim, who loses nothing', async ({
  mainstay,
}) => {
  const { deps } = mainstay
  await gives(mainstay, 'victim@example.org', '33')
  await gives(mainstay, 'attacker@example.org', '5')
  const customer = await customerOf(mainstay, 'attacker@example.org')
  await deps.stripe.customers.update(customer, { email: 'Victim@example.org' })
  await mainstay.settled()
  const members = await deps.db.selectFrom('member').select('id').execute()
  expect(members).toHaveLength(1) // the books join them, as the contract has it

  const attacker = await readerAt(mainstay, 'attacker@example.org')
  for (const path of ['/account', '/account/receipts']) {
    const page = await attacker.text(path)
    expect(page).not.toMatch(/33|victim/i)
  }
  expect((await attacker.get('/account/data.json')).status).toBe(409)
  expect((await attacker.post('/account/erase', {})).status).toBe(409)
  const victim = await readerAt(mainstay, 'victim@example.org')
  const page = await victim.text('/account')
  expect(page).toContain('€33 a month')
  const [receipt = ''] = /\d{4}-\d{6}/.exec(page) ?? []
  expect((await attacker.get(`/account/receipts/${receipt}`)).status).toBe(404)
  const sub = await deps.db
    .selectFrom('subscription')
    .select('id')
    .where('amount_minor', '=', 3300n)
    .executeTakeFirstOrThrow()
  expect((await attacker.get(`/account/amount?subscription=${sub.id}`)).status).toBe(404)
  const main = { email: 'victim@example.org' }
  expect((await attacker.post('/account/addresses/main', main)).status).toBe(404)
})

test('two addresses of one person join when the other mailbox says yes, and not before', async ({
  mainstay,
}) => {
  await gives(mainstay, 'work@example.org', '11')
  await gives(mainstay, 'home@example.org', '22')
  const work = await readerAt(mainstay, 'work@example.org')
  const asked = await work.post('/account/addresses', { email: 'Home@example.org' })
  expect([asked.status, asked.headers.get('location')]).toEqual([303, '/account?said=asked'])
  const link = await linkTo(mainstay, 'home@example.org')
  for (let scan = 0; scan < 2; scan += 1) {
    const page = await fetch(link, { headers: { accept: 'text/html' } })
    expect(await page.text()).toContain('work@example.org wants to join home@example.org')
  }
  expect(await work.text('/account')).not.toContain('€22')
  const token = new URL(link).searchParams.get('token') ?? ''
  const yes = () =>
    fetch(new URL('/account/addresses/confirm', mainstay.url), {
      method: 'POST',
      body: new URLSearchParams({ token }),
    })
  const answers = await Promise.all([yes(), yes(), yes()])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410])
  const home = await readerAt(mainstay, 'home@example.org')
  for (const reader of [work, home]) {
    const page = await reader.text('/account')
    expect(page).toContain('€11 a month')
    expect(page).toContain('€22 a month')
  }
})

test('mails go to the address that a reader chooses, at Stripe too', async ({ mainstay }) => {
  await gives(mainstay, 'old@example.org', '9')
  const reader = await readerAt(mainstay, 'old@example.org')
  await reader.post('/account/addresses', { email: 'new@example.org' })
  const token = new URL(await linkTo(mainstay, 'new@example.org')).searchParams.get('token') ?? ''
  await reader.post('/account/addresses/confirm', { token })
  const chosen = await reader.post('/account/addresses/main', { email: 'new@example.org' })
  expect(chosen.headers.get('location')).toBe('/account?said=main')
  await mainstay.settled()
  const customer = await customerOf(mainstay, 'new@example.org')
  expect(await mainstay.deps.stripe.customers.retrieve(customer)).toMatchObject({
    email: 'new@example.org',
  })
  expect(await reader.text('/account')).toContain('€9 a month')
})
