import { type Currency, decimalsOf } from '../../../platform/money/currency.ts'
import type { Series } from '../../../platform/ui/charts/stack-layout.ts'

/** One key's money over all periods, in minor units; null where it is not known. */
export type KeyMoney = Readonly<{
  label: string
  minor: readonly (number | null)[]
  ofReaders?: boolean
  /** What names no key of the split. */
  ofNone?: boolean
}>

/** Each key's money of every period, null where a period has none of that key. */
export function moneyByKey<Period>(
  periods: readonly Period[],
  moneyIn: (period: Period) => readonly (readonly [key: string, minor: number | null])[],
): (readonly [key: string, minor: readonly (number | null)[]])[] {
  const columns = periods.map((period) => new Map(moneyIn(period)))
  const keys = new Set(columns.flatMap((column) => [...column.keys()]))
  return [...keys].map((key) => [key, columns.map((column) => column.get(key) ?? null)])
}

/** Readers wear the brand's colour, whole and paler. */
const readerTones = [0, 8, 9]
/** So many stand beside them; the last is for what is left. */
const tones = 6
/** Grey, for what has no name. */
const noTone = 7

/** Readers' money at the base, then the keys with most money, the rest as one. */
export function seriesOf(keys: readonly KeyMoney[], currency: Currency): Series[] {
  const sorted = [...keys].sort((a, b) => sumOf(b) - sumOf(a))
  const readers = sorted.filter(({ ofReaders }) => ofReaders)
  const none = sorted.filter(({ ofNone }) => ofNone)
  const others = sorted.filter(({ ofReaders, ofNone }) => !ofReaders && !ofNone)
  const apart = others.length <= tones ? others : others.slice(0, tones - 1)
  const rest = others.slice(apart.length)
  return [
    ...readers.map((key, index) => drawn(key, readerTones[index] ?? 0, currency)),
    ...apart.map((key, index) => drawn(key, index + 1, currency)),
    ...(rest.length === 0 ? [] : [drawn(together(rest), tones, currency)]),
    ...none.map((key) => drawn(key, noTone, currency)),
  ]
}

function drawn({ label, minor }: KeyMoney, tone: number, currency: Currency): Series {
  return { label, tone, values: minor.map((amount) => major(amount ?? 0, currency)) }
}

/** For drawing only: the major unit as a float. */
export function major(minor: number, currency: Currency): number {
  return minor / 10 ** decimalsOf(currency)
}

/** The same of a line's money; a gap stays a gap. */
export function majors(minor: readonly (number | null)[], currency: Currency): (number | null)[] {
  return minor.map((amount) => (amount === null ? null : major(amount, currency)))
}

/** For drawing only: a ratio as a float. */
export function fraction(ratio: string | null): number | null {
  return ratio === null ? null : Number(ratio)
}

/** A campaign or an article may be called anything; a picture has room for so much. */
export function shortened(name: string): string {
  return name.length <= 22 ? name : `${name.slice(0, 21)}…`
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
