import Fraction from 'fraction.js'
import type { SubscriptionChange } from '../../../src/members/subscription-changes.ts'
import { startOfDay } from '../../../src/platform/day.ts'
import type { Lives } from './histories.ts'

const zone = 'Europe/Kyiv'
export type Rate = Readonly<{ EUR: Fraction; USD: Fraction }>

export const instantOf = (day: string) => startOfDay(day, zone).getTime()

function stateAt(events: readonly SubscriptionChange[], time: number) {
  return events.filter(({ at }) => at.getTime() <= time).at(-1)
}

/** A member's worth a year after everything up to an instant, in EUR at a rate. */
export function worth(lives: Lives, time: number, rate: Rate): Fraction {
  let sum = new Fraction(0)
  for (const events of lives) {
    const state = stateAt(events, time)
    if (state === undefined || state.paused || !['active', 'past_due'].includes(state.status))
      continue
    const item = state.price.items[0]
    const yearly = new Fraction(item?.amount_minor ?? 0).mul(item?.per_year ?? 0)
    sum = sum.add(yearly.mul(state.currency === 'USD' ? rate.USD : rate.EUR))
  }
  return sum
}

export function belongs(lives: Lives, time: number): boolean {
  return lives.some((events) => {
    const state = stateAt(events, time)
    if (state === undefined || state.paused) return false
    return ['active', 'past_due', 'trialing'].includes(state.status)
  })
}

export function instants(lives: Lives): number[] {
  return [...new Set(lives.flat().map(({ at }) => at.getTime()))].sort((a, b) => a - b)
}

/** Why one who has nothing left from this instant on left. */
function reasonAt(lives: Lives, time: number): string {
  const last = lives
    .map((events) => events.find(({ at }) => at.getTime() === time))
    .filter((e) => e)
    .at(-1)
  if (last?.status === 'unpaid') return 'payment_failed'
  if (last?.paused && last.status !== 'canceled') return 'paused'
  if (last?.status === 'paused') return 'paused'
  if (last?.end_reason === 'payment_failed') return 'payment_failed'
  if (last?.end_reason) return 'voluntary'
  return ['past_due', 'unpaid'].includes(last?.status_before ?? '') ? 'payment_failed' : 'voluntary'
}

type Sums = Record<'new' | 'reactivation' | 'expansion' | 'contraction', Fraction> & {
  churn: Record<string, Fraction>
}

/** The movements of [from, to) at one rate, by looking at every instant of every member. */
export function movements(all: readonly Lives[], from: number, to: number, rate: Rate): Sums {
  const zero = new Fraction(0)
  const sums: Sums = {
    ...{ new: zero, reactivation: zero, expansion: zero, contraction: zero },
    churn: { voluntary: zero, payment_failed: zero, paused: zero },
  }
  for (const lives of all) {
    let ever = false
    for (const time of instants(lives)) {
      const [before, now] = [worth(lives, time - 1, rate), worth(lives, time, rate)]
      const moved = now.sub(before)
      if (time >= from && time < to && moved.n !== 0n) {
        if (before.n === 0n && !ever) sums.new = sums.new.add(moved)
        else if (before.n === 0n) sums.reactivation = sums.reactivation.add(moved)
        else if (now.n === 0n) {
          const reason = reasonAt(lives, time)
          sums.churn[reason] = (sums.churn[reason] ?? zero).sub(moved)
        } else if (moved.s > 0n) sums.expansion = sums.expansion.add(moved)
        else sums.contraction = sums.contraction.sub(moved)
      }
      if (now.n !== 0n) ever = true
    }
  }
  return sums
}
