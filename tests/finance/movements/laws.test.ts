import fc from 'fast-check'
import Fraction from 'fraction.js'
import { expect, test } from 'vitest'
import { memberLines } from '../../../src/finance/members/lines.ts'
import type { Amounts } from '../../../src/finance/movements/amounts.ts'
import { exactMrr, printedMrr } from '../../../src/finance/mrr/figures.ts'
import { mrrLines } from '../../../src/finance/mrr/lines.ts'
import { nativeMrr } from '../../../src/finance/mrr/native.ts'
import { added, type LineMaker } from '../../../src/finance/persons/line.ts'
import { retentionOfMonths, retentionOfRanges } from '../../../src/finance/retention/lines.ts'
import { type NativeRetention, nativeRetention } from '../../../src/finance/retention/native.ts'
import { addDays, addMonths } from '../../../src/platform/day.ts'
import { person } from '../persons/builders.ts'
import { histories, type Lives } from './histories.ts'
import { belongs, instantOf, instants, movements, type Rate, worth } from './naive.ts'

const opening: Rate = { EUR: new Fraction(1), USD: new Fraction(9, 10) }
const closing: Rate = { EUR: new Fraction(1), USD: new Fraction(87, 100) }
const at = (rate: Rate) => (amounts: Amounts) =>
  [...amounts].reduce(
    (sum, [code, amount]) => sum.add(amount.mul(code === 'USD' ? rate.USD : rate.EUR)),
    new Fraction(0),
  )

const range = fc
  .record({ start: fc.integer({ min: 0, max: 500 }), length: fc.integer({ min: 1, max: 400 }) })
  .map(({ start, length }) => {
    const from = addDays('2025-10-10', start)
    return { from, to: addDays(from, length) }
  })
const months = fc
  .record({ start: fc.integer({ min: 0, max: 18 }), length: fc.integer({ min: 1, max: 12 }) })
  .map(({ start, length }) => {
    const from = addMonths('2025-10-01', start)
    return { from, to: addMonths(from, length) }
  })

function sumsBy(maker: LineMaker, all: readonly Lives[]) {
  return added(
    all.flatMap((lives, index) => {
      return maker.linesOf({ ...person(`mem_${index}`), changes: lives.flat() })
    }),
  )
}

const total = (all: readonly Lives[], time: number, rate: Rate) =>
  all.reduce((sum, lives) => sum.add(worth(lives, time, rate)), new Fraction(0))

test('recurring revenue and its movements are those that a look at every instant finds', () => {
  fc.assert(
    fc.property(histories, range, (all, { from, to }) => {
      const exact = exactMrr(nativeMrr(sumsBy(mrrLines, all))({ from, to }), {
        ...{ atOpening: at(opening), atClosing: at(closing) },
      })
      const [begin, end] = [instantOf(from), instantOf(to)]
      const moved = movements(all, begin, end, closing)
      const monthly = (amount: Fraction | undefined) => amount?.div(12).toFraction()
      expect(exact.opening.toFraction()).toBe(monthly(total(all, begin - 1, opening)))
      expect(exact.closing.toFraction()).toBe(monthly(total(all, end - 1, closing)))
      for (const kind of ['new', 'reactivation', 'expansion', 'contraction'] as const) {
        expect(exact[kind].toFraction(), kind).toBe(monthly(moved[kind]))
      }
      for (const reason of ['voluntary', 'payment_failed', 'paused'] as const) {
        expect(exact.churn[reason].toFraction(), reason).toBe(monthly(moved.churn[reason]))
      }
    }),
    { numRuns: 200 },
  )
})

test('as printed, opening and movements come to closing, and the reasons to churn', () => {
  fc.assert(
    fc.property(histories, range, (all, days) => {
      const native = nativeMrr(sumsBy(mrrLines, all))(days)
      const exact = exactMrr(native, { atOpening: at(opening), atClosing: at(closing) })
      const printed = printedMrr(exact)
      const rose = printed.new + printed.reactivation + printed.expansion
      const fell = printed.contraction + printed.churn
      expect(printed.opening + rose - fell + printed.fx).toBe(printed.closing)
      const { voluntary, payment_failed, paused } = printed.churnBy
      expect(voluntary + payment_failed + paused).toBe(printed.churn)
    }),
    { numRuns: 200 },
  )
})

test('retention of whole months is that of any range, and what each member’s two ends tell', () => {
  fc.assert(
    fc.property(histories, months, (all, days) => {
      const kept = nativeRetention(sumsBy(retentionOfMonths, all), { kept: true })(days)
      expect(inEuros(kept)).toEqual(naiveRetention(all, days))
    }),
    { numRuns: 200 },
  )
  fc.assert(
    fc.property(histories, range, range, (all, days, others) => {
      const sums = sumsBy(
        retentionOfRanges([days, days, others, { from: days.from, to: '2027-06-01' }]),
        all,
      )
      expect(inEuros(nativeRetention(sums, { kept: false })(days))).toEqual(
        naiveRetention(all, days),
      )
    }),
    { numRuns: 200 },
  )
})

function inEuros({ lost, early, lostAmount, contraction, expansion, swaps }: NativeRetention) {
  const swapped = swaps.map(at(opening))
  const sum = (parts: Fraction[]) => parts.reduce((all, part) => all.add(part), new Fraction(0))
  return {
    ...{
      lost: Number(lost),
      early: Number(early),
      lostAmount: at(opening)(lostAmount).toFraction(),
    },
    fell: sum([
      at(opening)(contraction),
      ...swapped.filter(({ s }) => s < 0n).map((x) => x.neg()),
    ]).toFraction(),
    rose: sum([at(opening)(expansion), ...swapped.filter(({ s }) => s > 0n)]).toFraction(),
  }
}

function naiveRetention(all: readonly Lives[], { from, to }: { from: string; to: string }) {
  const [begin, end] = [instantOf(from), instantOf(to)]
  let [lost, early, lostAmount, fell, rose] = [
    0,
    0,
    new Fraction(0),
    new Fraction(0),
    new Fraction(0),
  ]
  for (const lives of all) {
    const [before, then] = [worth(lives, begin - 1, opening), worth(lives, end - 1, opening)]
    const between = instants(lives).filter((time) => time >= begin && time < end)
    if (before.n === 0n) {
      if (then.n === 0n && between.some((time) => worth(lives, time, opening).n > 0n)) early += 1
    } else if (then.n === 0n) [lost, lostAmount] = [lost + 1, lostAmount.add(before)]
    else if (then.compare(before) < 0) fell = fell.add(before.sub(then))
    else rose = rose.add(then.sub(before))
  }
  return {
    lost,
    early,
    lostAmount: lostAmount.toFraction(),
    fell: fell.toFraction(),
    rose: rose.toFraction(),
  }
}

test('members who came and went are those that a look at every instant finds', () => {
  fc.assert(
    fc.property(histories, range, (all, { from, to }) => {
      const sums = sumsBy(memberLines, all).filter(({ at: day }) => day >= from && day < to)
      const of = (measure: string) =>
        sums.filter((line) => line.measure === measure).reduce((sum, { value }) => sum + value, 0n)
      const came = of('joined') + of('returned')
      const went = of('left_voluntary') + of('left_failed') + of('paused')
      const [begin, end] = [instantOf(from), instantOf(to)]
      const members = (time: number) => all.filter((lives) => belongs(lives, time)).length
      expect(Number(came - went)).toBe(members(end - 1) - members(begin - 1))
      const joined = all.filter((lives) => {
        const first = instants(lives).find((time) => belongs(lives, time))
        return first !== undefined && first >= begin && first < end
      })
      expect(Number(of('joined'))).toBe(joined.length)
    }),
    { numRuns: 200 },
  )
})
