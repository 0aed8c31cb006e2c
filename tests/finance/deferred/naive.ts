/** A payment for some days, what went back of it, and the day on which its access ended early. */
export type Life = Readonly<{
  paid: string
  amount: bigint
  product: string
  starts: string
  days: number
  back: readonly Readonly<{ day: string; amount: bigint }>[]
  ended: string | null
}>

/** Books in which `prod_year` is an exchange with 20 % tax, `prod_split` worth 3.00 with 7 %. */
const taxes: Readonly<Record<string, readonly [bigint, bigint]>> = {
  prod_year: [5n, 6n],
  prod_split: [100n, 107n],
}

/** Half away from zero. */
function divided(top: bigint, bottom: bigint): bigint {
  const whole = (2n * (top < 0n ? -top : top) + bottom) / (2n * bottom)
  return top < 0n ? -whole : whole
}

/** The tax in the payment and in each row that went back, in the order of the rows. */
function naiveTaxes({ amount, product, back }: Life): bigint[] {
  const [top, bottom] = taxes[product] ?? [1n, 1n]
  const tax = amount - divided(amount * top, bottom)
  let gone = 0n
  let taken = 0n
  const rows = [tax]
  for (const row of back) {
    gone += row.amount
    const all = divided(tax * gone, amount)
    rows.push(-(all - taken))
    taken = all
  }
  return rows
}

/** Days are counted, as a second way of reckoning with them. */
function counted(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000
}

type Told = Readonly<{ day: number; billed: bigint; refunded: bigint; deferred: bigint }>

/** The days of a life one after the other: what is deferred at the end of each, and what moved it. */
export function naiveDays(life: Life): Told[] {
  const { paid, amount, product, starts, days, back, ended } = life
  const [tax = 0n, ...taxesBack] = naiveTaxes(life)
  const net = amount - tax
  const worth =
    product === 'prod_year' ? net : product !== 'prod_split' ? 0n : net < 300n ? net : 300n
  const [first, last, first_served] = [counted(paid), counted('2026-12-31'), counted(starts)]
  const ends = ended === null ? last : counted(ended)
  let [left, still] = [net, worth]
  const told: Told[] = []
  for (let day = first; day < last; day += 1) {
    const before = still
    for (const [index, row] of back.entries()) {
      if (counted(row.day) === day) left -= row.amount + (taxesBack[index] ?? 0n)
    }
    const part = divided(left * worth, net)
    still = part < 0n ? 0n : part
    const passed = day - first_served + 1
    const isOver = passed >= days || day >= ends
    const earned = isOver ? still : divided(still * BigInt(passed < 0 ? 0 : passed), BigInt(days))
    const billed = day === first ? worth : 0n
    told.push({ day, billed, refunded: before - still, deferred: still - earned })
  }
  return told
}

/** [opening, billed, recognised, refunded, closing] of [from, to), summed day by day. */
export function naiveRollForward(told: readonly Told[], from: string, to: string): bigint[] {
  const [start, end] = [counted(from), counted(to)]
  let [opening, billed, refunded, closing] = [0n, 0n, 0n, 0n]
  for (const day of told) {
    if (day.day + 1 === start) opening += day.deferred
    if (day.day + 1 === end) closing += day.deferred
    if (day.day >= start && day.day < end) {
      billed += day.billed
      refunded += day.refunded
    }
  }
  return [opening, billed, opening + billed - refunded - closing, refunded, closing]
}

/** [gross, tax, refunds, net] of [from, to) as received. */
export function naiveRevenue(lives: readonly Life[], from: string, to: string): bigint[] {
  let [gross, tax, refunds] = [0n, 0n, 0n]
  for (const life of lives) {
    const rows = [{ day: life.paid, amount: life.amount }, ...life.back]
    for (const [index, row] of rows.entries()) {
      if (row.day < from || row.day >= to) continue
      if (index === 0) gross += row.amount
      else refunds += row.amount
      tax += naiveTaxes(life)[index] ?? 0n
    }
  }
  return [gross, tax, refunds, gross - tax - refunds]
}
