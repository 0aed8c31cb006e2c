import { inflateSync } from 'node:zlib'
import { expect } from 'vitest'
import { testWithMainstay as test } from '../../mainstay.ts'
import { readerAt } from './reader.ts'

/** What stands in a PDF, as its own table of letters tells it. */
function textIn(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf)
  const streams = [...bytes.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)endstream/g)].map(
    ([, body = '']) => {
      try {
        return inflateSync(Buffer.from(body, 'latin1')).toString('latin1')
      } catch {
        return ''
      }
    },
  )
  const maps = streams.filter((stream) => stream.includes('beginbfrange')).map(lettersIn)
  const drawn = streams.filter((stream) => stream.includes(' Tf'))
  return drawn.map((page) => maps.map((map) => readWith(page, map)).join('\n')).join('\n')
}

function lettersIn(map: string): readonly string[] {
  const [, list = ''] = /\[([^\]]*)\]/.exec(map) ?? []
  return [...list.matchAll(/<([0-9a-f]+)>/gi)].map(([, hex = '']) =>
    Buffer.from(hex, 'hex').swap16().toString('utf16le'),
  )
}

function readWith(page: string, letters: readonly string[]): string {
  return [...page.matchAll(/\[([^\]]*)\] TJ/g)]
    .map(([, run = '']) =>
      [...run.matchAll(/<([0-9a-f]+)>/gi)]
        .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
        .map((glyph) => letters[Number.parseInt(glyph, 16)] ?? '')
        .join(''),
    )
    .join('\n')
}

test('a statement shows receipt and refund, adds up, and is the same as PDF', async ({
  mainstay,
}) => {
  await mainstay.beginOn('2026-03-02T12:00:00Z')
  const gift = await mainstay.order({ frequency: 'once', amount: '25' })
  await mainstay.pay(gift, { email: 'ann@example.org', name: 'Ганна Коваль' })
  await mainstay.settled()
  const { id } = await mainstay.deps.db.selectFrom('payment').select('id').executeTakeFirstOrThrow()
  await mainstay.act({ action: 'refund', charge: id, amount: 500 })
  await mainstay.settled()
  const ann = await readerAt(mainstay, 'ann@example.org')
  const page = await ann.text('/account/receipts')
  expect(page).toContain('2026-000001')
  expect(page).toContain('Gift: Refund')
  expect(page).toContain('-€5.00')
  expect(page).toMatch(/Total in EUR<\/dt><dd>€20\.00/)
  expect(page).toContain('Ганна Коваль')
  const pdf = await ann.get('/account/receipts.pdf?from=2026-01-01&to=2027-01-01&lang=uk')
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect(pdf.headers.get('content-disposition')).toContain('statement-2026-01-01-2026-12-31.pdf')
  const text = textIn(new Uint8Array(await pdf.arrayBuffer()))
  for (const word of ['Виписка', 'Ганна Коваль', '2026-000001', '20,00']) {
    expect(text).toContain(word)
  }
})

test('one receipt has its own page and PDF, for its payer alone', async ({ mainstay }) => {
  const other = await mainstay.order({ frequency: 'once', amount: '7' })
  await mainstay.pay(other, { email: 'bo@example.org' })
  await mainstay.settled()
  const ann = await readerAt(mainstay, 'ann@example.org')
  const bo = await readerAt(mainstay, 'bo@example.org')
  const [own = ''] = /2026-\d{6}/.exec(await bo.text('/account/receipts')) ?? []
  expect(await bo.text(`/account/receipts/${own}`)).toContain('€7.00')
  expect((await bo.get(`/account/receipts/${own}.pdf`)).status).toBe(200)
  expect((await ann.get(`/account/receipts/${own}`)).status).toBe(404)
  expect((await ann.get(`/account/receipts/${own}.pdf`)).status).toBe(404)
})

test('a time that is none is refused beside its field', async ({ mainstay }) => {
  const ann = await readerAt(mainstay, 'ann@example.org')
  const page = await ann.get('/account/receipts?from=2026-05-01&to=2026-04-01')
  expect(page.status).toBe(422)
  expect(await page.text()).toContain('Choose a day, and an end after the beginning.')
})
