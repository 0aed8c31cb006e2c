import Fraction from 'fraction.js'

/**
 * What a forecast goes on from. Members and recurring revenue (minor units a month) of today; `churn`:
 * the part of members that a month loses; `joins`: the members that come in one.
 */
export type Assumptions = Readonly<{
  members: Fraction
  mrr: Fraction
  churn: Fraction
  joins: Fraction
}>

/** What members pay, by how many months lie between two payments of theirs. */
export type Rhythms = ReadonlyMap<number, Fraction>

/**
 * What is paid by those who are members today: `byMonth` if all stay, of this month what is still to
 * come (0), then of each month after; `paying` minor units a month by rhythm.
 */
export type Dues = Readonly<{ byMonth: readonly Fraction[]; paying: Rhythms }>

/** The forecast at the end of the month that many after this one: 0 is this month. */
export type CourseMonth = Readonly<{
  members: Fraction
  mrr: Fraction | null
  cash: Fraction | null
}>

/**
 * Month by month, exactly (finance.md 1.9): m' = m(1 − c) + n. Recurring revenue goes with the members, each
 * worth what one is today; null without any. Cash: who is a member today pays on the days they are due,
 * yearly renewals in their month; who comes pays at once and then in the rhythms of today's members.
 * This month nobody comes or goes.
 */
export function courseOf(assumptions: Assumptions, dues: Dues, months: number): CourseMonth[] {
  const kept = powersOf(one.sub(assumptions.churn), months)
  const members = membersBy(assumptions, months)
  const perMember = assumptions.members.n === 0n ? null : assumptions.mrr.div(assumptions.members)
  return members.map((count, month) => ({
    members: count,
    mrr: perMember === null ? null : perMember.mul(count),
    cash: perMember === null ? null : cashIn(month, { assumptions, dues, kept }),
  }))
}

/** How many members the rates lead to in the end: n / c; null where nobody leaves. */
export function ceilingOf({ joins, churn }: Pick<Assumptions, 'joins' | 'churn'>): Fraction | null {
  return churn.n === 0n ? null : joins.div(churn)
}

const one = new Fraction(1)
const none = new Fraction(0)

function membersBy({ members, churn, joins }: Assumptions, months: number): Fraction[] {
  const counts = [members]
  for (let month = 1; month <= months; month += 1) {
    const before = counts[month - 1] ?? none
    counts.push(before.mul(one.sub(churn)).add(joins))
  }
  return counts
}

type Cashing = Readonly<{ assumptions: Assumptions; dues: Dues; kept: readonly Fraction[] }>

function cashIn(month: number, { assumptions, dues, kept }: Cashing): Fraction {
  const { members, joins } = assumptions
  const stayed = (dues.byMonth[month] ?? none).mul(kept[month] ?? one)
  const came = [...dues.paying].map(([rhythm, paid]) =>
    paid
      .div(members)
      .mul(rhythm)
      .mul(joins)
      .mul(payersThen(month, rhythm, kept)),
  )
  return came.reduce((sum, part) => sum.add(part), stayed)
}

/** Of one who came each month since, how many are there to pay in this one. */
function payersThen(month: number, rhythm: number, kept: readonly Fraction[]): Fraction {
  let sum = none
  for (let ago = 0; ago < month; ago += rhythm) sum = sum.add(kept[ago] ?? none)
  return sum
}

function powersOf(base: Fraction, most: number): Fraction[] {
  const powers = [one]
  for (let power = 1; power <= most; power += 1) powers.push((powers[power - 1] ?? one).mul(base))
  return powers
}
