import { addDays, addMonths, type Day } from '../../platform/day.ts'
import { giftsOf } from '../donors/gift.ts'
import { belonging } from '../movements/counting.ts'
import { timelineOf, worthAt } from '../movements/timeline.ts'
import type { PersonFacts } from '../persons/facts.ts'
import type { Line, LineMaker } from '../persons/line.ts'

/**
 * Supporters, by the days on which they became one and ceased to be: whoever gave through Stripe in the
 * last `months` months, of which something was kept by then, and is no member (contract.md,
 * `/api/members`; SUPPORTER_MONTHS). A gift that went back later counts until then.
 */
export function supporterLines(months: number): LineMaker {
  return {
    name: `supporters of ${months} months`,
    version: 1,
    linesOf: (facts) => linesOf(facts, months),
  }
}

function linesOf(facts: PersonFacts, months: number): Line[] {
  const theirs = { ...facts, money: facts.money.filter(isOfGifts) }
  if (theirs.money.length === 0) return []
  let was = false
  return turningDays(theirs, months).flatMap((at) => {
    const is = isSupporter(theirs, at, months)
    if (is === was) return []
    was = is
    return [{ measure: 'supporters', at, key: '', value: is ? 1n : -1n }]
  })
}

function isOfGifts({ source, class: name }: PersonFacts['money'][number]): boolean {
  return source === 'stripe' && name !== 'membership'
}

/** Every day on which it may have become different. */
function turningDays(facts: PersonFacts, months: number): Day[] {
  const { money } = facts
  const given = money.flatMap(({ day }) => [day, addMonths(day, months)])
  const changed = timelineOf(facts, belonging).map(({ day }) => day)
  return [...new Set([...given, ...changed])].sort()
}

/** As a day ends, by what was known of it then. */
function isSupporter(facts: PersonFacts, day: Day, months: number): boolean {
  const isMember = worthAt(timelineOf(facts, belonging), addDays(day, 1)).size > 0
  const until = facts.money.filter((row) => row.day <= day)
  const gifts = giftsOf({ ...facts, money: until })
  return !isMember && gifts.some((gift) => day < addMonths(gift.day, months))
}
