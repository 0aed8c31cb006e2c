import { describe, expect } from 'vitest'
import type { Database } from '../../../src/platform/database/connection.ts'
import { testWithDatabase as test } from '../../database.ts'
import { day_s, provenHouse } from './proven.ts'

type House = Awaited<ReturnType<typeof provenHouse>>

/** What happened, and the rows that it left beyond the payments before it: kind, amount, fee. */
type Fact = Readonly<{
  what: string
  happens: (house: House) => Promise<unknown>
  rows: readonly (readonly [kind: string, amount: bigint, fee: bigint])[]
}>

const sepa = 'DE89370400440532013000'

/** A gift by bank debit that has come through: 35 cents, whatever the amount. */
async function debit({ account }: House, amount: number): Promise<string> {
  const gift = await account.order({ frequency: 'once', amount })
  await account.pay(gift, { email: 'ann@example.org', iban: sepa })
  await account.advance(6 * day_s)
  return (await account.stripe.charges.list({ limit: 1 })).data[0]?.id ?? ''
}

async function openedDispute(house: House) {
  const charge = await house.give(1000)
  await house.account.act({ action: 'dispute_open', charge })
  const [dispute] = (await house.account.stripe.disputes.list()).data
  return dispute?.id
}

const card = ['payment', 1000n, 40n] as const // 1.5 % + 0.25
const direct = ['payment', 1000n, 35n] as const
const opened = ['dispute', -1000n, 2000n] as const

/** Every row of the table in domain/stripe.md 4.5, and the edge cases below it; figures by hand. */
const facts: readonly Fact[] = [
  { what: 'a card payment', happens: (house) => house.give(1000), rows: [card] },
  { what: 'a bank debit', happens: (house) => debit(house, 1000), rows: [direct] },
  {
    what: 'a bank debit that comes back, with a fee',
    happens: async (house) => {
      const charge = await debit(house, 1000)
      await house.account.act({ action: 'return_debit', charge, as: 'failure', fee: 750 })
    },
    rows: [direct, ['payment_failure', -1000n, 750n]],
  },
  {
    what: 'a bank debit that comes back as a lost dispute',
    happens: async (house) => {
      const charge = await debit(house, 1000)
      await house.account.act({ action: 'return_debit', charge, as: 'dispute', fee: 750 })
    },
    rows: [direct, ['dispute', -1000n, 750n]],
  },
  {
    what: 'a refund in part, which keeps the fee, and of the rest',
    happens: async (house) => {
      const charge = await house.give(1000)
      await house.account.act({ action: 'refund', charge, amount: 300 })
      await house.account.act({ action: 'refund', charge })
    },
    rows: [card, ['refund', -300n, 0n], ['refund', -700n, 0n]],
  },
  {
    what: 'a refund of a bank debit',
    happens: async (house) => {
      const charge = await debit(house, 1000)
      await house.account.act({ action: 'refund', charge })
    },
    rows: [direct, ['refund', -1000n, 0n]],
  },
  {
    what: 'a refund that the bank sends back',
    happens: async (house) => {
      const charge = await house.give(1000)
      await house.account.act({ action: 'refund', charge, course: 'fails' })
      await house.account.advance(day_s)
    },
    rows: [card, ['refund', -1000n, 0n], ['refund_failure', 1000n, 0n]],
  },
  {
    what: 'a dispute that is won: the fee stays',
    happens: async (house) => {
      await house.account.act({ action: 'dispute_win', dispute: await openedDispute(house) })
    },
    rows: [card, opened, ['dispute_reversal', 1000n, 0n]],
  },
  {
    what: 'a dispute that is won: the fee comes back, so it is negative',
    happens: async (house) => {
      await house.account.configure({ disputeFeeReturned: true })
      await house.account.act({ action: 'dispute_win', dispute: await openedDispute(house) })
    },
    rows: [card, opened, ['dispute_reversal', 1000n, -2000n]],
  },
  {
    what: 'a dispute that is lost moves nothing more',
    happens: async (house) => {
      await house.account.act({ action: 'dispute_lose', dispute: await openedDispute(house) })
    },
    rows: [card, opened],
  },
  {
    what: 'an inquiry and a prevented dispute move nothing',
    happens: async (house) => {
      for (const kind of ['inquiry', 'prevented']) {
        const charge = await house.give(1000)
        await house.account.act({ action: 'dispute_open', charge, [kind]: true })
      }
    },
    rows: [card, card],
  },
  {
    what: 'Stripe’s own fees and the networks’ costs',
    happens: async ({ account }) => {
      await account.act({ action: 'stripe_fee', amount: 250 })
      await adjust(account, ['adjustment', -80, 'network_cost'], ['tax_fee', -50])
    },
    rows: [
      ['fee', -250n, 0n],
      ['fee', -80n, 0n],
      ['fee', -50n, 0n],
    ],
  },
  {
    what: 'reserves, minimum balances, top-ups, Climate and tax are nobody’s payment',
    happens: async ({ account }) =>
      adjust(
        account,
        ['reserve_transaction', -500],
        ['reserve_transaction', 500],
        ['payout_minimum_balance_hold', -100],
        ['payout_minimum_balance_release', 100],
        ['topup', 5000],
        ['contribution', -10],
        ['tax_fund', -20],
      ),
    rows: [-500n, 500n, -100n, 100n, 5000n, -10n, -20n].map((amount) => ['adjustment', amount, 0n]),
  },
  {
    what: 'a type of tomorrow is unclassified, its fee too',
    happens: ({ account }) =>
      account.act({ action: 'balance_adjustment', type: 'moon_tax', amount: -500, fee: 7 }),
    rows: [['unclassified', -500n, 7n]],
  },
  {
    what: 'money of another balance than the ordinary one',
    happens: async ({ account }) => {
      for (const balance_type of ['risk_reserved', 'issuing', 'refund_and_dispute_prefunding']) {
        const movement = { type: 'adjustment', amount: 700, balance_type }
        await account.act({ action: 'balance_adjustment', ...movement })
      }
    },
    rows: [700n, 700n, 700n].map((amount) => ['adjustment', amount, 0n]),
  },
  {
    what: 'a payout that fails after it was paid, and the money that goes with the next',
    happens: async ({ account, give }) => {
      await give(1000)
      await account.advance(6 * day_s)
      const [payout] = (await account.stripe.payouts.list()).data
      await account.act({ action: 'payout_fail', payout: payout?.id })
      await account.advance(2 * day_s)
    },
    rows: [card, ['payout', -960n, 0n], ['payout_reversal', 960n, 0n], ['payout', -960n, 0n]],
  },
  {
    what: 'a payout made by hand, of which Stripe does not say what it took',
    happens: async ({ account, give }) => {
      await give(1000)
      await account.act({ action: 'payout', currency: 'eur' })
      await account.advance(3 * day_s)
    },
    rows: [card, ['payout', -960n, 0n]],
  },
]

function adjust(
  account: House['account'],
  ...movements: readonly (readonly [type: string, amount: number, category?: string])[]
) {
  return Promise.all(
    movements.map(([type, amount, reporting_category]) =>
      account.act({
        ...{ action: 'balance_adjustment', type, amount },
        ...(reporting_category === undefined ? {} : { reporting_category }),
      }),
    ),
  )
}

async function rowsOf(db: Database) {
  const rows = await db
    .selectFrom('entry')
    .select(['kind', 'amount_minor', 'fee_minor'])
    .orderBy('occurred_at')
    .execute()
  return rows.map(({ kind, amount_minor, fee_minor }) => [kind, amount_minor, fee_minor])
}

function sorted(rows: readonly (readonly unknown[])[]): string[] {
  return rows.map(String).toSorted()
}

describe('each fact of money is the rows it should be, and every proof holds', () => {
  test.for(facts)('$what', async ({ happens, rows }, { db }) => {
    const house = await provenHouse(db)
    await happens(house)
    await house.account.advance(2 * day_s)
    await house.read()
    expect(sorted(await rowsOf(db)).filter((row) => !isLater(row, rows))).toEqual(sorted(rows))
    const { proofs } = await house.prove()
    expect(proofs.filter(({ ok }) => !ok)).toEqual([])
  })
})

/** Payouts go out by themselves; only a fact about payouts is about them. */
function isLater(row: string, rows: Fact['rows']): boolean {
  return row.startsWith('payout,') && !rows.some(([kind]) => kind === 'payout')
}
