import { type Currency, decimalsOf } from '../../../platform/money/currency.ts'
import type { Series } from '../../../platform/ui/charts/stack-layout.ts'

/** One key's money over all periods, in minor units; null where it is not known. */
export type KeyMoney = Readonly<{ label: string; minor: readonly (number | null)[] }>

/** So many tones stand beside readers'; the last is for what is left. */
const tones = 7

/** The keys with most money as series of their own, the rest as one. Readers' tone is not among them. */
export function largestApart(keys: readonly KeyMoney[], currency: Currency): Series[] {
  const sorted = [...keys].sort((a, b) => sumOf(b) - sumOf(a))
  const apart = sorted.length <= tones ? sorted : sorted.slice(0, tones - 1)
  const rest = sorted.slice(apart.length)
  return [
    ...apart.map((key, index) => seriesOf(key, index + 1, currency)),
    ...(rest.length === 0 ? [] : [seriesOf(together(rest), tones, currency)]),
  ]
}

/** For drawing only: the major unit as a float, what is not known as nothing. */
export function seriesOf({ label, minor }: KeyMoney, tone: number, currency: Currency): Series {
  const unit = 10 ** decimalsOf(currency)
  return { label, tone, values: minor.map((amount) => (amount ?? 0) / unit) }
}

function sumOf({ minor }: KeyMoney): number {
  return minor.reduce<number>((sum, amount) => sum + (amount ?? 0), 0)
}

function together(keys: readonly KeyMoney[]): KeyMoney {
  const columns = keys[0]?.minor ?? []
  const minor = columns.map((_, column) =>
    keys.reduce((sum, key) => sum + (key.minor[column] ?? 0), 0),
  )
  return { label: 'All else', minor }
}
