import { expect } from 'vitest'
import { offersAt } from '../../../src/finance/settings/offers.ts'
import { previewedVersion } from '../../../src/finance/settings/offers-preview.ts'
import { usualOffers } from '../../../src/members/offers/usual-offers.ts'
import { type Database, readerOf } from '../../../src/platform/database/connection.ts'
import { fieldsOf } from '../../../src/staff/desk/settings/offers/fields.ts'
import { settingsPages } from '../../../src/staff/desk/settings/routes.tsx'
import { testWithDatabase as test } from '../../database.ts'
import { deskDeps, deskOf, textOf } from './desk.ts'

const address = '/desk/settings/offers'
/** The form as it opens on a fresh instance, sent with changes. */
const form = (changes: Record<string, string>) => ({ ...fieldsOf(usualOffers), ...changes })

function desk(db: Database) {
  const deps = deskDeps(db)
  const pages = deskOf('finance', deps, (app) => app.route('/desk/settings', settingsPages))
  return { ...pages, deps, offered: () => offersAt(readerOf(db), deps.clock.now()) }
}

test('the form sent as it opens offers the same again', async ({ own }) => {
  const offers = desk(own)
  const { html } = await offers.open(address)
  expect(html).toContain('name="currencies.0.monthly.presets" value="5 10 20 40"')
  expect((await offers.post(address, form({}))).status).toBe(303)
  expect(await offers.offered()).toEqual({ version: 1, offers: usualOffers })
})

test('what is changed is offered from then on, and what was before can be offered again', async ({
  own,
}) => {
  const offers = desk(own)
  await offers.post(address, form({ reason: 'As it was' }))
  const changed = {
    'currencies.0.monthly.presets': '6 12,50 25',
    'tiers.2.key': '',
    'benefits.2.key': '',
    'texts.why.en': 'We dig.',
    ...{ 'texts.why.uk': 'Ми копаємо.', 'texts.why.de': 'Wir graben.' },
    reason: 'Rounder sums',
  }
  await offers.post(address, form(changed))
  const { offers: now } = await offers.offered()
  expect(now.currencies[0]?.monthly.presets_minor).toEqual([600n, 1250n, 2500n])
  expect(now.tiers.map(({ key }) => key)).toEqual(['friend', 'patron'])
  expect(now.texts.why?.uk).toBe('Ми копаємо.')
  expect(textOf((await offers.open(address)).html)).toMatch(/Rounder sums .* As it was/)
  await offers.post(`${address}/restore`, { version: '1' })
  expect(await offers.offered()).toEqual({ version: 3, offers: usualOffers })
})

test('what contradicts itself is told beside its field, and nothing changes', async ({ own }) => {
  const offers = desk(own)
  const { status, html } = await offers.post(
    address,
    form({
      'currencies.0.monthly.presets': '20 10',
      'tiers.1.from.USD.monthly': '4',
      'currencies.1.offered': '',
      'tiers.0.name.de': '',
    }),
  )
  expect(status).toBe(422)
  expect(html).toContain('href="#currencies.0.monthly.presets"')
  expect(html).toContain('href="#tiers.0.name.de"')
  expect(html).not.toContain('href="#tiers.1.from.USD.monthly"') // it is not offered any more
  expect(html).toContain('value="20 10"')
  expect((await offers.offered()).version).toBe(0)
})

test('an amount that is none is named where it stands', async ({ own }) => {
  const { html } = await desk(own).post(address, form({ 'tiers.1.from.EUR.yearly': 'much' }))
  expect(html).toContain('href="#tiers.1.from.EUR.yearly"')
})

test('a draft is shown by its own link alone', async ({ own }) => {
  const offers = desk(own)
  const answer = await offers.post(`${address}/draft`, form({ 'tiers.0.name.en': 'Pals' }))
  expect(answer.headers.get('location')).toBe(`${address}?done=tried`)
  const [, link = ''] = /\/support\?draft=([^"]+)/.exec((await offers.open(address)).html) ?? []
  const { appSecret } = offers.deps.config
  expect(await previewedVersion(appSecret, link)).toBe(1)
  expect(await previewedVersion(appSecret, `2${link.slice(1)}`)).toBe(null)
  expect((await offers.offered()).version).toBe(0)
})
