import { describe, expect } from 'vitest'
import { offersJson, offersSetting } from '../../src/finance/settings/offers.ts'
import { usualOffers } from '../../src/members/offers/usual-offers.ts'
import { testWithDatabase as test } from '../database.ts'
import { noon, openSite, order, type Site } from './site.ts'

const metadataOf = ({ created }: Site) =>
  Object.fromEntries(
    [...(created().at(-1)?.params ?? [])].flatMap(([key, value]) => {
      const [, name] = /^metadata\[(\w+)\]$/.exec(key) ?? []
      return name === undefined ? [] : [[name, value]]
    }),
  )
const chargedOf = ({ created }: Site) =>
  created().at(-1)?.params.get('line_items[0][price_data][unit_amount]')

describe('an extra', () => {
  test('comes on top, and the card fee covers both; the three sums are kept', async ({ db }) => {
    const site = await openSite(db)
    await site.json(order({ extra: '2,50', cover_fees: true }))
    // (10.00 + 2.50 + 0.25) / (1 − 0.019) = 12.9969… → 13.00
    expect(chargedOf(site)).toBe('1300')
    expect(metadataOf(site)).toMatchObject({
      ...{ base_minor: '1000', extra_minor: '250', fee_cover_minor: '50' },
    })
    expect(site.created()[0]?.params.get('custom_text[submit][message]')).toBe(
      '€10.00, €2.50 on top, and €0.50 for the card fee',
    )
  })

  test.for([
    [{ extra: '-1' }, ['extra']],
    [{ extra: 'much' }, ['extra']],
    [{ extra: '19990.01' }, ['extra']],
    [{ extra_minor: '-100' }, ['extra_minor']],
    [{ extra: '1', extra_minor: 200 }, ['extra', 'extra_minor']],
    [{ extra: '0.001' }, ['extra']],
  ] as const)('%o is refused by its name', async ([sent, fields], { db }) => {
    const answer = await (await openSite(db)).json(order(sent))
    expect(answer.status).toBe(422)
    const { errors } = await answer.json()
    expect(errors.map(({ field }: { field: string }) => field)).toEqual(fields)
  })
})

test.for([
  [{ amount_minor: 500, tier: 'lighthouse' }, 'friend'],
  [{ amount_minor: 499, tier: 'lighthouse' }, undefined],
  [{ amount_minor: 4000 }, 'lighthouse'],
  [{ amount_minor: 1500, extra_minor: 500 }, 'patron'],
  [{ amount_minor: 400, tier: 'spring-letter' }, 'spring-letter'],
] as const)(
  'the level follows from the amount, whatever is asked for: %o',
  async ([sent, tier], { db }) => {
    const site = await openSite(db)
    expect((await site.json(order(sent))).status).toBe(201)
    expect(metadataOf(site).tier).toBe(tier)
  },
)

test('an order is held to what was offered when its form was given out', async ({ own: db }) => {
  const site = await openSite(db)
  const [before, wrong] = [await site.newNonce(), await site.newNonce()]
  site.time.now = new Date(noon.getTime() + 60_000)
  const [euro, ...others] = usualOffers.currencies
  if (euro === undefined) throw new Error('no offers')
  const monthly = { ...euro.monthly, least_minor: 2000n, presets_minor: [2000n, 4000n] }
  const dearer = { ...usualOffers, currencies: [{ ...euro, monthly }, ...others] }
  expect(
    offersSetting.terms.safeParse({ ...offersJson(dearer), tiers: [], benefits: [] }).success,
  ).toBe(true)
  const terms = JSON.stringify({ ...offersJson(dearer), tiers: [], benefits: [] })
  const row = { kind: 'offers' as const, key: '', version: 1, from_day: null, terms, reason: null }
  await db
    .insertInto('declaration')
    .values({ ...row, declared_by: 'usr_1', declared_at: site.time.now })
    .execute()
  expect((await site.json(order({ nonce: before }))).status).toBe(201)
  expect((await site.json(order({ nonce: wrong, amount_minor: 99 }))).status).toBe(422)
  expect((await site.json(order())).status).toBe(422) // of a form given out since
  expect(await (await site.get('/support')).text()).toContain('data-min="20.00"')
})

describe('a form that is looked over first', () => {
  const filled = {
    ...{ frequency: 'monthly', amount: 'other', amount_other: '25', currency: 'EUR' },
    ...{ extra: '5', cover_fees: 'on', shown_as: 'initials', public_name: 'Ana Lopes' },
  }
  const look = async (site: Site, fields: Record<string, string>) => {
    const body = new URLSearchParams({ nonce: await site.newNonce(), ...fields })
    const init = { method: 'POST', headers: { accept: 'text/html' }, body }
    return site.app.request('/support/look', init)
  }

  test('says what will be charged and seen, and charges nothing', async ({ db }) => {
    const site = await openSite(db)
    const answer = await look(site, filled)
    const page = await answer.text()
    // (25 + 5 + 0.25) / (1 − 0.019) = 30.8358… → 30.84
    expect(page).toContain('You will be charged €30.84 every month.')
    expect(page).toContain('€25.00, €5.00 on top, and €0.84 for the card fee')
    expect(page).toContain('Your level: Patrons.')
    expect(page).toContain('Others see: A. L.')
    expect(page).toMatch(/name="amount_other"[^>]* value="25"/)
    expect(site.asked).toEqual([])
  })

  test('brings back markup as text, in every field that a reader can type', async ({ db }) => {
    const site = await openSite(db)
    const markup = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`
    const names = [
      ...['amount_other', 'extra', 'email', 'dedication', 'reason', 'public_name', 'company'],
      ...['tax_number', 'campaign', 'article', 'tier', 'return_to', 'currency', 'frequency'],
    ]
    const page = await (
      await look(site, { ...filled, ...Object.fromEntries(names.map((name) => [name, markup])) })
    ).text()
    expect(page).toContain('&lt;script&gt;alert(1)')
    expect(page).not.toMatch(/<script>|<img/)
  })

  test('names what cannot be sent, beside its field', async ({ db }) => {
    const site = await openSite(db)
    const answer = await look(site, {
      ...filled,
      tax_number: 'DE123456789',
      reason: 'x'.repeat(501),
    })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toMatch(/id="reason-error"[^>]*>Write at most 500 characters/)
    const both = await look(site, { ...filled, extra: '-3', company: 'X', tax_number: '123' })
    expect(await both.text()).toMatch(/id="extra-error".*id="tax_number-error"/s)
    const company = await look(site, { ...filled, tax_number: 'DE123456789' })
    expect(await company.text()).toMatch(/id="company-error"/)
  })
})
