import type { Unit } from '../unit.ts'
import { type Rates, tableRates } from './exchange.ts'

const DAY_S = 86_400

/** The account's rates of today: the table, or as far from it as its setting lets a day drift. */
export function todaysRates(unit: Unit): Rates {
  const percent = unit.settings.fxDriftPercent
  if (percent === 0) return tableRates
  const day = Math.floor(unit.accountNow / DAY_S)
  return (currency) => {
    const swing = currency === 'eur' ? 0 : 2 * unit.chance(`rate/${currency}/${day}`) - 1
    return BigInt(Math.round(1_000_000 + swing * percent * 10_000))
  }
}
