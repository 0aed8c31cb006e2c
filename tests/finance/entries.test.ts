import { expect } from 'vitest'
import { testWithDatabase as test } from '../database.ts'
import { book, gift, income, rate, refund, stripeRow } from '../ledger/builders.ts'
import { answer, financeApp } from './api.ts'

type Row = Readonly<{ id: string; figure_minor: number }>

test('a row says what it is, in the words of the contract', async ({ books }) => {
  const label = { class: 'membership', member_id: 'mem_1', campaign: 'spring', country: 'UA' }
  const paid = gift('2026-03-02', 1_000n, { fee_minor: 45n, payment_intent: 'pi_1', label })
  await book(books.trx, [paid])
  await books.trx
    .insertInto('entry_payout')
    .values({ entry_id: paid.entry.id, payout: 'po_1' })
    .execute()
  const { body } = await answer(financeApp(books.trx), '/api/ledger/entries')
  expect(body).toEqual({
    data: [
      {
        id: paid.entry.id,
        occurred_at: '2026-03-01T22:00:00.000Z',
        day: '2026-03-02',
        true_day: null,
        kind: 'payment',
        class: 'membership',
        currency: 'EUR',
        amount_minor: 1_000,
        fee_minor: 45,
        net_minor: 955,
        figure_minor: 1_000,
        member_id: 'mem_1',
        campaign: 'spring',
        article: null,
        country: 'UA',
        source: 'stripe',
        stripe: {
          balance_transaction: paid.entry.balance_transaction,
          charge: paid.entry.charge,
          payment_intent: 'pi_1',
          invoice: null,
          refund: null,
          dispute: null,
          payout: 'po_1',
        },
      },
    ],
    sum_minor: 1_000,
    next_cursor: null,
  })
})

test('pages run oldest first, each row once, the sum over all on every page', async ({ books }) => {
  const sameDay = Array.from({ length: 7 }, (_, index) => gift('2026-03-02', BigInt(index + 1)))
  await book(books.trx, [gift('2026-03-03', 100n), ...sameDay])
  const app = financeApp(books.trx)
  const seen: Row[] = []
  let cursor = ''
  for (let page = 0; page < 3; page += 1) {
    const { body } = await answer(app, `/api/ledger/entries?limit=3${cursor}`)
    expect(body.sum_minor).toBe(128)
    seen.push(...body.data)
    cursor = `&cursor=${body.next_cursor}`
  }
  expect(cursor).toBe('&cursor=null')
  expect(new Set(seen.map(({ id }) => id)).size).toBe(8)
  expect(seen.at(-1)?.figure_minor).toBe(100)
})

test('the newest label counts, the ones before do not', async ({ books }) => {
  const paid = gift('2026-03-02', 100n, { label: { campaign: 'first' } })
  await book(books.trx, [paid])
  const newer = { ...paid.label, version: 2, campaign: 'second' }
  await books.trx.insertInto('entry_label').values(newer).execute()
  const sum = async (campaign: string) =>
    (await answer(financeApp(books.trx), `/api/ledger/entries?campaign=${campaign}`)).body.sum_minor
  expect([await sum('first'), await sum('second')]).toEqual([0, 100])
})

test.for([
  ['kind=refund', [-20]],
  ['class=advertising', [300]],
  ['class=(none)', [0]],
  ['currency=USD', [80]],
  ['source=stripe', [10, -20, 80, 0]],
  ['source=manual', [300, 0]],
  ['member_id=mem_anna', [10]],
  ['campaign=(none)', [-20, 80, 0, 300, 0]],
  ['country=UA', [10]],
  ['from=2026-03-03&to=2026-03-05', [-20, 80]],
  ['figure=fees_minor&kind=payment', [1, 0]],
  ['figure=reader_other_minor', [0, 0, 0, 0, 0, 0]],
] as const)('%s narrows the rows to %j', async ([query, figures], { books }) => {
  await rate(books.trx, 'USD', '2026-03-01', '1.25')
  const anna = { class: 'gift', member_id: 'mem_anna', campaign: 'spring', country: 'UA' }
  await book(books.trx, [
    gift('2026-03-02', 10n, { fee_minor: 1n, label: anna }),
    refund('2026-03-03', 20n),
    gift('2026-03-04', 100n, { currency: 'USD' }),
    stripeRow('payout', '2026-03-05', { label: { class: null } }),
    income('2026-03-06', 'advertising', 300n),
    income('2026-03-07', 'loan', 4_000n),
  ])
  const { body } = await answer(financeApp(books.trx), `/api/ledger/entries?${query}`)
  expect(body.data.map((row: Row) => row.figure_minor)).toEqual(figures)
})

test('a row without a rate has no figure, and then the sum has none', async ({ books }) => {
  await book(books.trx, [gift('2026-03-02', 10n), gift('2026-03-03', 10n, { currency: 'USD' })])
  const { status, body } = await answer(financeApp(books.trx), '/api/ledger/entries')
  expect(status).toBe(200)
  expect(body.data.map((row: Row) => row.figure_minor)).toEqual([10, null])
  expect(body.sum_minor).toBe(null)
})
