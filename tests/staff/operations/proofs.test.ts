import { expect } from 'vitest'
import { keepProofs, noDiffering, type Proof } from '../../../src/ledger/proofs.ts'
import { keepOut } from '../../../src/ledger/quarantine.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { operationsPages } from '../../../src/staff/operations/routes.tsx'
import { testWithDatabase as test } from '../../database.ts'
import { book, gift, stripeRow } from '../../ledger/builders.ts'
import { deskDeps, deskOf, now, textOf } from '../desk/desk.ts'

async function open(db: Database): Promise<string> {
  const desk = deskOf('finance', deskDeps(db), (app) =>
    app.route('/desk/operations', operationsPages),
  )
  return (await desk.open('/desk/operations')).html
}

function proof(id: string, more: Partial<Proof> = {}): Proof {
  return {
    ...{ id, kind: 'balance', ok: true, currency: 'EUR', expected: 123_456n, actual: 123_456n },
    ...{ difference: 0n, transactions: 3, fingerprint: null, differing: noDiffering },
    ...more,
  }
}

const wrongDay = proof('day_2026-06-10_eur', {
  ...{ kind: 'day', ok: false, actual: 123_400n, difference: -56n, fingerprint: '' },
  differing: { ...noDiffering, missing: { total: 52, ids: ['txn_1', 'txn_2'] } },
})
const wrongCount = proof('charges_have_transactions', {
  ...{ kind: 'objects', ok: false, currency: null, expected: 9n, actual: 8n, difference: -1n },
  differing: { ...noDiffering, missing: { total: 1, ids: ['ch_1'] } },
})

test('what holds is counted, what differs says which transactions, with its rows', async ({
  books,
}) => {
  const held = [proof('ledger_equals_balance_eur'), proof('payout_po_1', { kind: 'payout' })]
  await keepProofs(books.trx, { run_id: 'run_1', ran_at: now }, [...held, wrongDay, wrongCount])
  const html = await open(books.trx)
  const text = textOf(html)
  expect(text).toContain('The ledger differs from Stripe’s own books')
  expect(text).toContain('Each payout is what it took, to the cent 1 0')
  expect(text).toContain('Each day is Stripe’s own report of it 0 1')
  expect(text).toContain('day_2026-06-10_eur 1,234.56 1,234.00 −0.56')
  expect(text).toContain('52 Stripe has, the ledger has not txn_1 , txn_2 and 50 more')
  expect(text).toContain('charges_have_transactions 9 8 −1 1 Stripe has, the ledger has not ch_1')
  expect(text).toContain('EUR 1,234.56 1,234.56 0.00 equal')
  const rows = 'source=stripe&amp;currency=EUR&amp;from=2026-06-10&amp;to=2026-06-11'
  expect(html).toContain(`href="/desk/entries?${rows}"`)
})

test('what keeps a month open is shown with its rows, and why it is not booked', async ({
  books,
}) => {
  await book(books.trx, [
    stripeRow('unclassified', '2026-05-02'),
    gift('2026-05-03', 100n, { label: { class: null } }),
    gift('2026-06-03', 100n),
  ])
  await keepOut(books.trx, [
    { balance_transaction: 'txn_odd', day: '2026-05-04', reason: 'net', found_at: now },
  ])
  const html = await open(books.trx)
  expect(textOf(html)).toContain('Month Rows 2026-05 2 Transactions')
  expect(textOf(html)).toContain('txn_odd 2026-05-04 net')
  const rows = 'from=2026-05-01&amp;to=2026-06-01&amp;unclassified=true'
  expect(html).toContain(`href="/desk/entries?${rows}"`)
})

test('a proof that failed and was made again holds', async ({ books }) => {
  await keepProofs(books.trx, { run_id: 'run_1', ran_at: now }, [wrongDay])
  const later = new Date(now.getTime() + 1000)
  const right = proof(wrongDay.id, { kind: 'day' })
  await keepProofs(books.trx, { run_id: 'run_2', ran_at: later }, [right])
  const text = textOf(await open(books.trx))
  expect(text).toContain('Each day is Stripe’s own report of it 1 0')
  expect(text).not.toContain('differs')
})
