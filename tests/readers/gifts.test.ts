import { expect } from 'vitest'
import { memberOfAddress } from '../../src/members/addresses.ts'
import { tendGifts } from '../../src/members/gifts/letters.ts'
import { giftsOf } from '../../src/members/gifts/store.ts'
import { readerOf } from '../../src/platform/database/connection.ts'
import { addDays, dayOf } from '../../src/platform/day.ts'
import { type Mainstay, testWithMainstay as test } from '../mainstay.ts'
import { until } from '../until.ts'
import { readerAt } from './account/reader.ts'

const html = { accept: 'text/html' }

/** Sends the form as a browser does. */
async function sendForm({ url }: Mainstay, fields: Record<string, string>) {
  const page = await (await fetch(`${url}/support/gift`, { headers: html })).text()
  const nonce = /name="nonce" value="([^"]+)"/.exec(page)?.[1] ?? ''
  return fetch(`${url}/support/gift`, {
    method: 'POST',
    headers: html,
    body: new URLSearchParams({ nonce, currency: 'EUR', amount: '60', ...fields }),
    redirect: 'manual',
  })
}

async function give(mainstay: Mainstay, giver: string, fields: Record<string, string>) {
  const sent = await sendForm(mainstay, { recipient_name: 'Olena', ...fields })
  expect(sent.status).toBe(303)
  const session = /cs_\w+/.exec(sent.headers.get('location') ?? '')?.[0] ?? ''
  await mainstay.pay(session, { email: giver })
  await mainstay.settled()
  return session
}

/** The newest mail to somebody about this, and the link in it. */
function mailTo({ mailsTo }: Mainstay, to: string, subject: string) {
  return until(`${to} has a mail: ${subject}`, async () => {
    const mail = (await mailsTo(to)).find((one) => one.subject.includes(subject))
    if (mail === undefined) throw new Error('no such mail')
    return { ...mail, path: /\/gifts\/[\w.]+/.exec(mail.text)?.[0] ?? '' }
  })
}

async function recordOf(mainstay: Mainstay, email: string) {
  const support = await mainstay.api('support')
  const { data } = await (await support(`/api/members?query=${email}`)).json()
  return data[0]
}

async function today({ deps }: Mainstay) {
  return dayOf(deps.clock.now(), deps.config.reportingTimezone)
}

async function giftOf({ deps }: Mainstay, giver: string) {
  const reader = readerOf(deps.db)
  const [gift] = await giftsOf(reader, (await memberOfAddress(reader, giver)) ?? '')
  return gift
}

test('a gift is paid, delivered with its message and redeemed by whoever has its link', async ({
  mainstay,
}) => {
  const message = 'For your table.\n<b>Ana</b>'
  await give(mainstay, 'ana@example.org', {
    ...{ recipient_email: 'olena@example.org', giver_name: 'Ana', message },
  })
  expect(await recordOf(mainstay, 'ana@example.org')).toMatchObject({
    ...{ state: 'supporter', amount_minor: 6000 },
  })
  const { path, text } = await mailTo(mainstay, 'olena@example.org', 'Ana gives you a membership')
  expect(text).toContain('<b>Ana</b>')

  const stranger = await (await fetch(`${mainstay.url}${path}`, { headers: html })).text()
  expect(stranger).toContain('&lt;b&gt;Ana&lt;/b&gt;')
  const asked = await fetch(`${mainstay.url}${path}`, {
    ...{ method: 'POST', headers: html, body: new URLSearchParams({ email: 'o@example.org' }) },
  })
  expect(asked.status).toBe(200)
  const letter = await mailTo(mainstay, 'o@example.org', 'Sign')
  expect(decodeURIComponent(letter.text)).toContain(`next=${path}`)

  const olena = await readerAt(mainstay, 'o@example.org')
  expect(await olena.text(path)).toContain('Accept as o@example.org')
  const taken = await olena.post(`${path}/redeem`, {})
  expect(await taken.text()).toContain('Your membership lasts until')
  const { state, amount_minor, until: end, since } = await recordOf(mainstay, 'o@example.org')
  expect({ state, amount_minor }).toEqual({ state: 'member', amount_minor: null })
  expect(Math.round((Date.parse(end) - Date.parse(since)) / 86_400_000)).toBeGreaterThan(364)
  await mailTo(mainstay, 'ana@example.org', 'Olena has accepted your gift')

  const again = await readerAt(mainstay, 'someone@example.org')
  expect((await again.post(`${path}/redeem`, {})).status).toBe(409)
})

test('a gift waits for its day; without an address its giver gets the link', async ({
  mainstay,
}) => {
  const deliver_on = addDays(await today(mainstay), 2)
  await give(mainstay, 'ben@example.org', { deliver_on })
  expect(await giftOf(mainstay, 'ben@example.org')).toMatchObject({
    ...{ deliver_on, delivered_at: null, giver_name: null },
  })
  await mainstay.advance(2 * 86_400 + 3700)
  await tendGifts(mainstay.deps)
  const { path } = await mailTo(mainstay, 'ben@example.org', 'Your gift for Olena is ready')
  const page = await (await fetch(`${mainstay.url}${path}`, { headers: html })).text()
  expect(page).toContain('A membership of The Harbour Post for you')
})

test('until its day a giver may change a gift, after it send it again, and both are theirs alone', async ({
  mainstay,
}) => {
  const deliver_on = addDays(await today(mainstay), 3)
  await give(mainstay, 'eva@example.org', { deliver_on, recipient_email: 'wrong@example.org' })
  const [eva, ben] = [
    await readerAt(mainstay, 'eva@example.org'),
    await readerAt(mainstay, 'ben@example.org'),
  ]
  const id = (await giftOf(mainstay, 'eva@example.org'))?.id ?? ''
  const form = { recipient_name: 'Felix', recipient_email: 'felix@example.org' }
  expect((await ben.post(`/account/gifts/${id}`, form)).status).toBe(404)
  const bad = await eva.post(`/account/gifts/${id}`, { ...form, deliver_on: '1999-01-01' })
  expect(bad.status).toBe(422)
  const page = await bad.text()
  expect(page).toContain('value="felix@example.org"')
  expect(page).toContain(`href="#${id}-deliver_on"`)
  expect(page).toContain(`id="${id}-deliver_on"`)
  await eva.post(`/account/gifts/${id}`, form)
  await mainstay.advance(3700)
  await tendGifts(mainstay.deps)
  await mailTo(mainstay, 'felix@example.org', 'A membership of')
  expect((await ben.post(`/account/gifts/${id}/again`, {})).status).toBe(404)
  await eva.post(`/account/gifts/${id}/again`, {})
  await eva.post(`/account/gifts/${id}`, { ...form, recipient_name: 'Too late' })
  expect(await giftOf(mainstay, 'eva@example.org')).toMatchObject({
    ...{ letters: 2, recipient_name: 'Felix' },
  })
  expect(await eva.text('/account/gifts')).toContain('For Felix: sent, not accepted yet')
  expect(await eva.text('/account')).toContain('href="/account/gifts"')
})

test('who waits too long is told of to the giver, and then the link opens nothing', async ({
  mainstay,
}) => {
  await give(mainstay, 'gil@example.org', { recipient_email: 'hana@example.org' })
  const { path } = await mailTo(mainstay, 'hana@example.org', 'A membership of')
  await mainstay.advance(345 * 86_400)
  await tendGifts(mainstay.deps)
  await mailTo(mainstay, 'gil@example.org', 'Your gift for Olena is still waiting')
  await mainstay.advance(25 * 86_400)
  const hana = await readerAt(mainstay, 'hana@example.org')
  expect((await hana.post(`${path}/redeem`, {})).status).toBe(409)
  expect(await hana.text(path)).toContain('This gift could be accepted until')
  // what was redeemed a year and some days ago has ended by itself
  expect((await recordOf(mainstay, 'o@example.org')).state).toBe('ended')
})

test('money that goes back takes the gift along, and the membership that came of it', async ({
  mainstay,
}) => {
  await give(mainstay, 'carl@example.org', { recipient_email: 'dora@example.org' })
  const { path } = await mailTo(mainstay, 'dora@example.org', 'A membership of')
  const dora = await readerAt(mainstay, 'dora@example.org')
  await dora.post(`${path}/redeem`, {})
  const intent = (await giftOf(mainstay, 'carl@example.org'))?.paid_by ?? ''
  const { latest_charge } = await mainstay.deps.stripe.paymentIntents.retrieve(intent)
  await mainstay.act({ action: 'refund', charge: String(latest_charge) })
  await mainstay.settled()
  expect(await dora.text(path)).toContain('This gift was taken back')
  expect((await recordOf(mainstay, 'dora@example.org')).state).toBe('ended')
})

test('a form that lacks a name or asks for a day in the past comes back as it was typed', async ({
  mainstay,
}) => {
  const sent = await sendForm(mainstay, {
    ...{ recipient_name: ' ', deliver_on: '2020-01-01', message: 'Ahoj', amount: 'other' },
    amount_other: '0.50',
  })
  const page = await sent.text()
  expect(sent.status).toBe(422)
  for (const said of ['Write down who it is for', 'Choose a day from today', '>Ahoj<'])
    expect(page).toContain(said)
  expect(page).toContain('href="#amount_other"')
})

test('nobody makes up the link of a gift', async ({ mainstay }) => {
  const made = `${mainstay.url}/gifts/form_x.${'0'.repeat(64)}`
  expect((await fetch(made, { headers: html })).status).toBe(404)
})
