import { expect } from 'vitest'
import { testWithDatabase as test } from '../database.ts'
import { openSite, order, type Site } from './site.ts'

async function pageOf(site: Site, path: string, headers: Record<string, string>) {
  const answer = await site.app.request(path, { headers: { accept: 'text/html', ...headers } })
  return { text: await answer.text(), headers: answer.headers, status: answer.status }
}

test('a page speaks the language of the browser that asks, and says so to caches', async ({
  db,
}) => {
  const site = await openSite(db)
  const page = await pageOf(site, '/support', { 'accept-language': 'de-AT,en;q=0.5' })
  expect(page.text).toContain('<html lang="de" dir="ltr">')
  expect(page.text).toContain('The Harbour Post unterstützen</h1>')
  expect(page.text).toMatch(/>10\s€</)
  expect(page.headers.get('vary')).toBe('Accept-Language, Cookie')
  expect(page.headers.get('set-cookie')).toBeNull()
})

test('a page that caches keep is another one in another language', async ({ db }) => {
  const site = await openSite(db)
  const [en, uk] = await Promise.all(
    ['en', 'uk'].map((language) => pageOf(site, '/who-pays', { 'accept-language': language })),
  )
  expect(uk?.headers.get('cache-control')).toContain('public')
  expect(uk?.headers.get('vary')).toBe('Accept-Language, Cookie')
  expect(en?.headers.get('etag')).not.toBe(uk?.headers.get('etag'))
})

test('what is wrong with an order is told in the language of who sent it', async ({ db }) => {
  const site = await openSite(db)
  const told = async (language: string) =>
    (await site.json(order({ amount_minor: 1 }), { 'accept-language': language })).json()
  expect(await told('uk')).toMatchObject({
    title: 'Деякі поля треба виправити',
    errors: [{ field: 'amount_minor', message: expect.stringContaining('Оберіть суму від 1,00') }],
  })
  expect(await told('fr')).toMatchObject({
    errors: [{ message: 'Choose an amount from €1.00 to €20,000.00.' }],
  })
})

test('a form that comes back names what is wrong in its own language', async ({ db }) => {
  const site = await openSite(db)
  const form = { nonce: await site.newNonce(), frequency: 'once', currency: 'EUR' }
  const answer = await site.form(
    { ...form, amount: 'other', amount_other: 'viel' },
    {
      'accept-language': 'de',
    },
  )
  const page = await answer.text()
  expect(answer.status).toBe(422)
  expect(page).toContain('Schreib den Betrag in Ziffern, zum Beispiel 12,50.')
  expect(page).toContain('value="viel"')
})

test('an address that leads nowhere says so in the reader’s language', async ({ db }) => {
  const site = await openSite(db)
  const page = await pageOf(site, '/thank-you?session_id=no', { 'accept-language': 'uk' })
  expect(page.status).toBe(404)
  expect(page.text).toContain('За цією адресою платежу не знайдено.')
  expect(page.text).toContain('Помилка 404')
})
