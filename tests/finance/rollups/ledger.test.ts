import fc from 'fast-check'
import Fraction from 'fraction.js'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { revenueFigures } from '../../../src/finance/figures.ts'
import { ledgerSums } from '../../../src/finance/rollups/ledger.ts'
import { passOver } from '../../../src/finance/rollups/pass.ts'
import { type Grouping, groupings, sumsBy } from '../../../src/finance/sums.ts'
import { valuationOf } from '../../../src/finance/valued.ts'
import { type Database, type Reader, readerOf } from '../../../src/platform/database/connection.ts'
import { testWithDatabase as test } from '../../database.ts'
import { book, gift, income, rate, refund, stripeRow } from '../../ledger/builders.ts'
import { currency } from '../asked.ts'
import { machineClock, whole } from './whole.ts'

const eur = currency('EUR')
/** Few rows a pass, so that one of many is met. */
const taxes = {
  version: '1',
  rules: [{ product: 'gift', country: null, from: null, rate: new Fraction(1, 5) }],
}
const part = { ...ledgerSums({ currency: eur, taxes }), most: 3 }

const ranges = [
  { from: '2026-01-01', to: '2026-04-01' },
  { from: '2026-01-10', to: '2026-03-05' },
  { from: '2026-02-01', to: '2026-03-01' },
  { from: '2026-02-03', to: '2026-02-04' },
]

async function sums(reader: Reader, by: Grouping, filter: { source?: 'stripe' } = {}) {
  const valuation = { ...(await valuationOf(reader, {}, eur)), taxes }
  const figures = revenueFigures
  return sumsBy(reader, { ranges, filter, by, figures, basis: 'net', valuation })
}

class RolledBack extends Error {}

/** The same sums with nothing kept: from the rows alone. */
async function rawSums(db: Database, by: Grouping, filter: { source?: 'stripe' } = {}) {
  let raw: Awaited<ReturnType<typeof sums>> = []
  await db
    .transaction()
    .execute(async (trx) => {
      await trx.deleteFrom('rollup_mark').execute()
      raw = await sums(readerOf(trx), by, filter)
      throw new RolledBack()
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error
    })
  return hasRows(raw)
}

/** A place that came to nothing again is as good as none. */
function hasRows(rows: Awaited<ReturnType<typeof sums>>) {
  return rows.filter((row) => row.unrated > 0n || revenueFigures.some((name) => row[name] !== 0n))
}

async function keptSums(db: Database) {
  const { rows } = await sql`select * from ledger_sum
    order by dimension, grain, start, key, kind, source, class`.execute(db)
  return rows
}

const day = fc
  .integer({ min: 0, max: 89 })
  .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10))
const label = fc.record({
  class: fc.constantFrom('membership', 'gift', null),
  campaign: fc.constantFrom('spring', 'autumn', null),
  article: fc.constantFrom('a-1', null),
  country: fc.constantFrom('UA', 'DE', null),
  member_id: fc.constantFrom('mem_a', 'mem_b', null),
})
const minor = fc.bigInt({ min: 0n, max: 1_000_000n })
const money = fc.record({
  kind: fc.constantFrom(
    'payment',
    'refunded',
    'dispute',
    'fee',
    'payout',
    'unclassified',
    'income',
  ),
  days: fc.tuple(day, day),
  amounts: fc.tuple(minor, minor),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
  source: fc.constantFrom('advertising', 'reader', 'loan'),
  label,
})
type Money = typeof money extends fc.Arbitrary<infer Value> ? Value : never

/** Rows with ids of their own each time, as a smaller example is tried on the same books. */
function rowsOf({ kind, days: [at, later], amounts, currency: code, source, label: what }: Money) {
  const [amount, other] = amounts
  const paid = gift(at, amount, { fee_minor: other / 20n, currency: code, label: what })
  switch (kind) {
    case 'payment':
      return [paid]
    case 'refunded':
      return [paid, refund(later, other, paid, { currency: code, label: what })]
    case 'income':
      return [income(at, source, amount)]
    default:
      return [stripeRow(kind, at, { amount_minor: -amount, label: what })]
  }
}

const act = fc.oneof(
  { weight: 4, arbitrary: money.map((what) => ({ kind: 'book' as const, what })) },
  { weight: 3, arbitrary: label.map((what) => ({ kind: 'relabel' as const, what })) },
  { weight: 3, arbitrary: fc.constant({ kind: 'pass' as const }) },
)

/** Any entry of the books, the same for the same label, is told anew what it is for. */
async function relabel(db: Database, what: object) {
  await sql`insert into entry_label (entry_id, version, class, campaign, article, country, member_id,
      labelled_at)
    select entry_id, max(version) + 1, new.class, new.campaign, new.article, new.country,
      new.member_id, now()
    from entry_label, jsonb_to_record(${JSON.stringify(what)}::jsonb)
      as new (class text, campaign text, article text, country text, member_id text)
    group by entry_id, new.class, new.campaign, new.article, new.country, new.member_id
    order by md5(entry_id) limit 2`.execute(db)
}

test('in any order of entries, new labels and passes, reports equal the rows', async ({ db }) => {
  for (let n = 0; n < 20; n += 1) {
    await rate(
      db,
      'USD',
      `2026-0${1 + Math.floor(n / 7)}-${String(1 + (n % 7) * 4).padStart(2, '0')}`,
      `1.${n + 10}`,
    )
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 1, maxLength: 14 }),
      fc.constantFrom(...groupings),
      async (acts, by) => {
        for (const one of acts) {
          if (one.kind === 'book') await book(db, rowsOf(one.what))
          else if (one.kind === 'relabel') await relabel(db, one.what)
          else await passOver({ db, machineClock }, part)
        }
        expect(hasRows(await sums(readerOf(db), by))).toEqual(await rawSums(db, by))
        const stripe = { source: 'stripe' } as const
        expect(hasRows(await sums(readerOf(db), by, stripe))).toEqual(await rawSums(db, by, stripe))
      },
    ),
    { numRuns: 25, verbose: true },
  )
  await whole(db, part)
  const kept = await keptSums(db)
  await db.deleteFrom('rollup_mark').execute()
  await whole(db, part)
  expect(await keptSums(db)).toEqual(kept)
})

test('on a server that counts its transactions anew nothing is lost', async ({ db }) => {
  await whole(db, part)
  await sql`update rollup_mark set mark = '9000000000000'`.execute(db)
  await book(db, [gift('2026-02-03', 1234n)])
  expect(hasRows(await sums(readerOf(db), 'class'))).toEqual(await rawSums(db, 'class'))
  expect(await passOver({ db, machineClock }, part)).toBe('restored')
  await whole(db, part)
  await book(db, [gift('2026-02-03', 4321n)])
  expect(hasRows(await sums(readerOf(db), 'class'))).toEqual(await rawSums(db, 'class'))
})
