import { type Day, type Month, monthOf } from '../../platform/day.ts'
import { readerAmount } from '../persons/amount.ts'
import type { MoneyFact } from '../persons/facts.ts'
import type { Conversion } from './conversion.ts'
import { type AttributionGroup, creditedKeys, inEqualParts, type Model } from './credit.ts'

/** What is counted of a conversion; `unrated` are rows without a rate, in no amount. */
export const countedThings = ['members_new', 'gifts', 'amount', 'net', 'unrated'] as const
export type CountedThing = (typeof countedThings)[number]

/** What one row of a conversion counts for, on the day and in the month it counts in. */
export type Counted = Readonly<{
  what: CountedThing
  row: MoneyFact
  at: Day
  month: Month
  value: bigint
}>

/** The same as the part of a key that shares it. */
export type Credited = Counted & Readonly<{ key: string }>

/** All that a conversion counts for, shared among the keys it is put down to. */
export function creditsOf(
  conversion: Conversion,
  model: Model,
  group: AttributionGroup,
): Credited[] {
  const keys = creditedKeys(conversion, model, group)
  return countedOf(conversion).flatMap((counted) =>
    inEqualParts(counted.value, keys.length).map((value, index) => ({
      ...counted,
      value,
      key: keys[index] ?? '',
    })),
  )
}

/**
 * `net` is dated by its conversion, whenever the money came; all else by its row. A debit that fails
 * after success takes back, on its day, what its payment had counted for.
 */
function countedOf({ day, paid, rows, joins }: Conversion): Counted[] {
  return rows.flatMap((row) => {
    const times = row === paid || row.charge === paid.charge ? timesMade(row) : 0n
    const [gross, net] = [readerAmount(row, 'gross'), readerAmount(row, 'net')]
    const values: readonly (readonly [CountedThing, Day, bigint])[] = [
      ['members_new', row.day, joins ? times : 0n],
      ['gifts', row.day, paid.class === 'gift' ? times : 0n],
      ['amount', row.day, times === 0n ? 0n : (gross ?? 0n)],
      ['net', day, net ?? 0n],
      ['unrated', day, net === null ? 1n : 0n],
    ]
    return values
      .filter(([, , value]) => value !== 0n)
      .map(([what, at, value]) => ({ what, row, at, month: monthOf(row.day), value }))
  })
}

function timesMade({ kind }: MoneyFact): bigint {
  if (kind === 'payment') return 1n
  return kind === 'payment_failure' ? -1n : 0n
}
