import type { Day } from '../../platform/day.ts'
import { isWithin, type Range } from '../period.ts'
import type { PersonBasis } from '../persons/amount.ts'
import type { Line } from '../persons/line.ts'
import { donorMeasures } from './lines.ts'

type Timed<Told> = Readonly<{ at: Day; value: bigint }> & Readonly<Told>
type Retained = Timed<{ start: Day; since: Day }>

/** Lines of donors (donors/lines.ts) on one basis, told apart. */
export type DonorSums = Readonly<{
  givers: readonly Timed<{ last: Day }>[]
  /** `amount` is null without a rate. */
  gifts: readonly Timed<{ amount: bigint | null }>[]
  kept: readonly Retained[]
  upgraded: readonly Retained[]
}>

export function donorSums(lines: readonly Line[], basis: PersonBasis): DonorSums {
  const [giver, gift, kept, upgraded] = donorMeasures(basis)
  const of = (measure: string) => lines.filter((line) => line.measure === measure)
  return {
    givers: of(giver).map(({ key, ...line }) => ({ ...line, last: key })),
    gifts: of(gift).map(({ key, ...line }) => ({ ...line, amount: amountIn(key) })),
    kept: of(kept).map(retained),
    upgraded: of(upgraded).map(retained),
  }
}

function amountIn(key: string): bigint | null {
  return key === '' ? null : BigInt(key)
}

function retained({ key, ...line }: Line): Retained {
  const [start = '', since = ''] = key.split(' ')
  return { ...line, start, since }
}

/** So many gifts of an amount. */
export type GiftCount = Readonly<{ amount: bigint; count: bigint }>

/**
 * What the report of a range is made of. Persons: `donors` in it, `before` in the range it is held
 * against, of the two `retained`; `fresh` gave for the first time ever, `reactivated` after a pause.
 * Money in minor units: given in the two ranges, and by the retained; `upgraded` of them gave more.
 * `unrated` gifts of either range have no rate and are in no amount.
 */
export type DonorFacts = Readonly<{
  donors: bigint
  before: bigint
  fresh: bigint
  retained: bigint
  reactivated: bigint
  upgraded: bigint
  amounts: readonly GiftCount[]
  gifts: bigint
  given: bigint
  given_before: bigint
  given_retained: bigint
  unrated: bigint
}>

/** The facts of a range beside the one it is held against, which ends where it begins. */
export function donorFacts(sums: DonorSums, range: Range, preceding: Range): DonorFacts {
  const givers = sums.givers.filter(({ at, last }) => isWithin(at, range) && last < range.from)
  const earlier = sums.givers.filter(
    ({ at, last }) => isWithin(at, preceding) && last < preceding.from,
  )
  const isRetained = ({ at, start, since }: Retained) =>
    isWithin(at, range) && start === range.from && since >= preceding.from
  const giftsIn = (one: Range) => sums.gifts.filter(({ at }) => isWithin(at, one))
  const [here, there] = [giftsIn(range), giftsIn(preceding)]
  return {
    donors: total(givers),
    before: total(earlier),
    fresh: total(givers.filter(({ last }) => last === '')),
    retained: total(givers.filter(({ last }) => last >= preceding.from)),
    reactivated: total(givers.filter(({ last }) => last !== '' && last < preceding.from)),
    upgraded: total(sums.upgraded.filter(isRetained)),
    amounts: distribution(here),
    gifts: total(here),
    given: money(here),
    given_before: money(there),
    given_retained: total(sums.kept.filter(isRetained)),
    unrated: total([...here, ...there].filter(({ amount }) => amount === null)),
  }
}

function total(lines: readonly Readonly<{ value: bigint }>[]): bigint {
  return lines.reduce((sum, { value }) => sum + value, 0n)
}

function money(gifts: DonorSums['gifts']): bigint {
  return gifts.reduce((sum, { amount, value }) => sum + (amount ?? 0n) * value, 0n)
}

/** In the order of amounts. */
function distribution(gifts: DonorSums['gifts']): GiftCount[] {
  const counts = new Map<bigint, bigint>()
  for (const { amount, value } of gifts) {
    if (amount !== null) counts.set(amount, (counts.get(amount) ?? 0n) + value)
  }
  return [...counts]
    .map(([amount, count]) => ({ amount, count }))
    .sort((a, b) => (a.amount < b.amount ? -1 : 1))
}
