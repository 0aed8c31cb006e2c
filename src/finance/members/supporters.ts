import { addDays, addMonths, type Day, todayOf } from '../../platform/day.ts'
import { type Gift, giftsOf } from '../donors/gift.ts'
import { belonging } from '../movements/counting.ts'
import { byDayAndMonth } from '../movements/grain.ts'
import { timelineOf, worthAt } from '../movements/timeline.ts'
import { isWithin, type Range } from '../period.ts'
import type { PersonFacts } from '../persons/facts.ts'
import type { Line, LineMaker } from '../persons/line.ts'
import type { ReportDeps } from '../query.ts'

/**
 * Supporters, by the days on which they became one and ceased to be: whoever gave through Stripe in the
 * last `months` months, of which something was kept by then, and is no member (contract.md,
 * `/api/members`; SUPPORTER_MONTHS). A gift that went back later counts until then.
 */
export function supporterLines(months: number): LineMaker {
  return byDayAndMonth({
    name: `supporters of ${months} months`,
    version: 2,
    linesOf: (facts) => linesOf(facts, months),
  })
}

/**
 * The day before which lines count for a period: its end, or tomorrow while it runs, since a window
 * that is to end later this month has not ended yet.
 */
export function supportersUntil({ to }: Range, { clock, config }: ReportDeps): Day {
  const tomorrow = addDays(todayOf({ clock, config }), 1)
  return to < tomorrow ? to : tomorrow
}

function linesOf(facts: PersonFacts, months: number): Line[] {
  const theirs = { ...facts, money: facts.money.filter(isOfGifts) }
  if (theirs.money.length === 0) return []
  const timeline = timelineOf(facts, belonging)
  const windows = windowsOf(theirs, months)
  const days = [...windows.flatMap(({ from, to }) => [from, to]), ...timeline.map(({ day }) => day)]
  let was = false
  return [...new Set(days)].sort().flatMap((at) => {
    const isMember = worthAt(timeline, addDays(at, 1)).size > 0
    const is = !isMember && windows.some((window) => isWithin(at, window))
    if (is === was) return []
    was = is
    return [{ measure: 'supporters', at, key: '', value: is ? 1n : -1n }]
  })
}

function isOfGifts({ source, class: name }: PersonFacts['money'][number]): boolean {
  return source === 'stripe' && name !== 'membership'
}

/** From when until when each gift makes a supporter: until its window ends, or it has gone back. */
function windowsOf(facts: PersonFacts, months: number): Range[] {
  const payments = Map.groupBy(facts.money, ({ charge, id }) => charge ?? id)
  return [...payments.values()].flatMap((money) => {
    const days = [...new Set(money.map(({ day }) => day))].sort()
    const kept = days.map((day) =>
      giftIn({ ...facts, money: money.filter((row) => row.day <= day) }),
    )
    return kept.flatMap((gift, index) => {
      if (gift === undefined) return []
      const until = addMonths(gift.day, months)
      const next = days[index + 1] ?? until
      return [{ from: days[index] ?? gift.day, to: next < until ? next : until }]
    })
  })
}

function giftIn(facts: PersonFacts): Gift | undefined {
  return giftsOf(facts)[0]
}
