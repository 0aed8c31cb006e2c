import fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { PersonFacts } from '../../../src/finance/persons/facts.ts'
import { added, type Line, type LineMaker } from '../../../src/finance/persons/line.ts'
import { lineSums } from '../../../src/finance/persons/sums.ts'
import { passOver } from '../../../src/finance/rollups/pass.ts'
import { personSums } from '../../../src/finance/rollups/persons.ts'
import { noTaxes } from '../../../src/finance/tax/rules.ts'
import { tellOfPersons } from '../../../src/members/person-news.ts'
import { type Database, readerOf } from '../../../src/platform/database/connection.ts'
import { testWithDatabase as test } from '../../database.ts'
import { book, gift, rate, refund } from '../../ledger/builders.ts'
import { currency } from '../asked.ts'
import { machineClock, whole } from './whole.ts'

const eur = currency('EUR')

/** Depends on a person's rows all together, so that one row more changes lines of old days. */
const maker: LineMaker = {
  name: 'largest',
  version: 1,
  linesOf: ({ money, changes }: PersonFacts) => {
    const known = money.filter(({ amount }) => amount !== null)
    const first = known[0]
    if (!first) return []
    const total = known.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n)
    return [
      { measure: 'given', at: first.day, key: String(known.length), value: total },
      { measure: 'changes', at: first.day, key: '', value: BigInt(changes.length) },
    ]
  },
}
const measures = ['given', 'changes']
const part = { ...personSums([maker], { currency: eur, taxes: noTaxes }), most: 2 }
const naiveMaker = { ...maker, name: 'never kept' }

function sums(db: Database, of: LineMaker) {
  return lineSums(readerOf(db), { maker: of, measures, currency: eur })
}

const person = fc.constantFrom('mem_a', 'mem_b', 'mem_c', 'mem_d')
const month = fc.constantFrom('2026-01', '2026-02', '2026-03')
const act = fc.oneof(
  fc.record({ kind: fc.constant('gift' as const), person, month, usd: fc.boolean() }),
  fc.record({ kind: fc.constant('move' as const), person, into: person }),
  fc.record({ kind: fc.constant('rate' as const), month }),
  fc.record({ kind: fc.constant('pass' as const) }),
  fc.record({ kind: fc.constant('pass' as const) }),
)

/** Two members turn out to be one: what was the first's is told anew, as the second's. */
async function move(db: Database, { person: from, into }: { person: string; into: string }) {
  await db.transaction().execute(async (trx) => {
    await sql`insert into entry_label (entry_id, version, class, member_id, labelled_at)
      select known.entry_id, version + 1, class, ${into}, now() from entry_label known
      where member_id = ${from} and version = (
        select max(version) from entry_label where entry_id = known.entry_id)`.execute(trx)
    await tellOfPersons(trx, [from, into])
  })
}

test('in any order of gifts, persons that become one, late rates and passes, lines sum as if nothing were kept', async ({
  db,
}) => {
  const story = fc.array(act, { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(story, async (acts) => {
      for (const one of acts) {
        if (one.kind === 'gift') {
          const paid = gift(`${one.month}-0${one.usd ? 2 : 5}`, 1000n, {
            currency: one.usd ? 'USD' : 'EUR',
            label: { member_id: one.person },
          })
          await book(db, one.usd ? [paid] : [paid, refund(`${one.month}-09`, 300n, paid)])
        } else if (one.kind === 'move') await move(db, one)
        else if (one.kind === 'rate') {
          const day = `${one.month}-01`
          await rate(db, 'USD', day, '1.25').catch(() => {}) // known already
        } else await passOver({ db, machineClock }, part)
      }
      expect(await sums(db, maker)).toEqual(await sums(db, naiveMaker))
    }),
    { numRuns: 40, verbose: true },
  )
  await whole(db, part)
  const kept = await sql`select * from person_sum order by measure, at, key`.execute(db)
  await db.deleteFrom('rollup_mark').execute()
  await whole(db, part)
  const anew = await sql`select * from person_sum order by measure, at, key`.execute(db)
  expect(anew.rows).toEqual(kept.rows)
  expect(added(await sums(db, maker))).toEqual(await sums(db, naiveMaker))
})

test('money that waited for a rate counts as soon as the rate is known', async ({ db }) => {
  const paid = gift('2025-05-02', 1000n, { currency: 'USD', label: { member_id: 'mem_late' } })
  await book(db, [paid])
  await whole(db, part)
  const before = await sums(db, maker)
  await rate(db, 'USD', '2025-05-01', '1.25')
  const counted = { measure: 'given', at: '2025-05-02', key: '1', value: 800n }
  expect(await sums(db, maker)).toEqual([counted, ...before].sort(byPlace))
  await whole(db, part)
  expect(await sums(db, maker)).toEqual([counted, ...before].sort(byPlace))
})

test('a person is looked at once, until something new is told of them', async ({ db }) => {
  const looked: string[] = []
  const watched: LineMaker = {
    ...maker,
    name: 'watched',
    linesOf: (facts) => {
      looked.push(facts.person)
      return maker.linesOf(facts)
    },
  }
  const pays = (member_id: string) => book(db, [gift('2026-05-02', 900n, { label: { member_id } })])
  await whole(db, personSums([watched], { currency: eur, taxes: noTaxes }))
  looked.length = 0
  await pays('mem_one')
  await sums(db, watched)
  await sums(db, watched)
  expect(looked).toEqual(['mem_one'])
  await pays('mem_two')
  await sums(db, watched)
  expect(looked).toEqual(['mem_one', 'mem_two'])
  await pays('mem_one')
  expect(await sums(db, watched)).toEqual(await sums(db, naiveMaker))
  expect(looked).toEqual(['mem_one', 'mem_two', 'mem_one'])
})

function byPlace(a: Line, b: Line) {
  return JSON.stringify([a.measure, a.at]) < JSON.stringify([b.measure, b.at]) ? -1 : 1
}
