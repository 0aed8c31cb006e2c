import { expect } from 'vitest'
import { closeMonth } from '../../../src/finance/months/close.ts'
import { snapshots } from '../../../src/finance/months/snapshot.ts'
import { bookEntries } from '../../../src/ledger/entry.ts'
import { enterIncome } from '../../../src/ledger/income/booking.ts'
import { newIncome } from '../../../src/ledger/income/new-income.ts'
import { fixedClock } from '../../../src/platform/clock.ts'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { dayOf } from '../../../src/platform/day.ts'
import { countingIds } from '../../../src/platform/ids.ts'
import { testWithDatabase as test } from '../../database.ts'
import { reportDeps } from '../asked.ts'

/** 23:30 of the last evening of a month, in each zone's own time; then the clocks have gone forward. */
test.for([
  ['Europe/Kyiv', '2026-03-31T20:30:00Z'],
  ['America/New_York', '2026-04-01T03:30:00Z'],
  ['Pacific/Auckland', '2026-03-31T10:30:00Z'],
] as const)(
  '23:30 on the last of March is March in %s, before its close and after',
  async ([zone, evening], { own }) => {
    const config = { ...reportDeps.config, reportingTimezone: zone }
    const deps = { ...reportDeps, config, db: own, reader: readerOf(own), ids: countingIds() }
    const at = (minutes: number) => new Date(new Date(evening).getTime() + minutes * 60_000)
    const give = (n: number, occurred_at: Date) =>
      own.transaction().execute((trx) => {
        const id = {
          id: `ent_txn_${n}`,
          balance_transaction: `txn_${n}`,
          source: 'stripe',
        } as const
        const day = dayOf(occurred_at, zone)
        const money = { amount_minor: 1000n, fee_minor: 0n, net_minor: 1000n, currency: 'EUR' }
        return bookEntries(trx, [{ ...id, kind: 'adjustment', occurred_at, day, ...money }], at(0))
      })
    await give(1, at(0))
    await give(2, at(60))
    const facts = { class: 'owner', amount_minor: 100, currency: 'EUR', payer: 'o', document: 'd' }
    await enterIncome(deps, newIncome.parse({ ...facts, date: '2026-03-31' }), 'test')

    const who = { id: 'staff_1', name: 'ann@example.org' }
    const close = (clock: Date) => closeMonth({ ...deps, clock: fixedClock(clock) }, '2026-03', who)
    expect(await close(at(0))).toMatchObject({ obstacles: ['not_ended'] })
    expect(await close(at(30))).toEqual({ kind: 'closed' })
    const [march] = await snapshots(readerOf(own))
    expect(march?.figures.reconciliation).toMatchObject({ activity_minor: 1000, opening_minor: 0 })
    expect(march?.figures.revenue).toMatchObject({ net_minor: 100 })

    await give(3, at(0))
    const days = await own.selectFrom('entry').select(['day', 'true_day']).orderBy('id').execute()
    expect(days.filter(({ day }) => day !== '2026-03-31')).toEqual([
      { day: '2026-04-01', true_day: null },
      { day: '2026-04-01', true_day: '2026-03-31' },
    ])
  },
)
