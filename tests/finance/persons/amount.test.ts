import { expect } from 'vitest'
import { bases } from '../../../src/finance/figures.ts'
import { readerAmount } from '../../../src/finance/persons/amount.ts'
import { factsOf } from '../../../src/finance/persons/facts.ts'
import { testWithDatabase as test } from '../../database.ts'
import { book, gift, income, refund, stripeRow } from '../../ledger/builders.ts'
import { answer, financeApp } from '../api.ts'
import { currency } from '../asked.ts'

const ann = { label: { member_id: 'ann', class: 'membership' } }

test.for(bases)(
  'on the basis %s a person’s rows come to what the books say of readers',
  async (basis, { books }) => {
    const terms = JSON.stringify({ rate: '0.20', regime: 'included' })
    const tax = { kind: 'tax' as const, key: '', version: 1, from_day: null, terms }
    await books.trx
      .insertInto('declaration')
      .values({ ...tax, declared_by: 'staff_1', declared_at: new Date(0) })
      .execute()
    const paid = gift('2026-03-02', 1_001n, { fee_minor: 40n, ...ann })
    await book(books.trx, [
      paid,
      refund('2026-03-04', 333n, paid),
      stripeRow('refund_failure', '2026-03-05', { amount_minor: 100n, ...ann }),
      stripeRow('dispute', '2026-03-06', { amount_minor: -500n, fee_minor: 2_000n, ...ann }),
      stripeRow('dispute_reversal', '2026-03-20', { amount_minor: 500n, ...ann }),
      stripeRow('payment_failure', '2026-03-21', { amount_minor: -70n, fee_minor: 35n, ...ann }),
      income('2026-03-31', 'reader', 4_000n, { fee_minor: 40n, label: { member_id: 'ann' } }),
    ])
    const [facts] = await factsOf(books.reader, ['ann'], currency('EUR'))
    const sum = facts?.money.reduce((all, row) => all + (readerAmount(row, basis) ?? 0n), 0n)
    const { body } = await answer(
      financeApp(books.trx),
      `/api/reports/reader-share?from=2026-03-01&to=2026-04-01&basis=${basis}`,
    )
    expect(Number(sum)).toBe(body.total.reader_minor)
  },
)
