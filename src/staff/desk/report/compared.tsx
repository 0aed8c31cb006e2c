import { ratio } from '../../../finance/ratio.ts'
import { millionthsOf, percent, roundedTo } from '../figures.tsx'

/** What a figure was in the period it is compared with, and by how much it changed. */
export const Beside = ({ was, change }: { was: string; change: string | null }) => (
  <>
    {' '}
    <small class="beside">was {was}</small>{' '}
    {change === null ? null : <small class="beside">{change}</small>}
  </>
)

/** `+12.3 %`; null where it was not more than nothing, as nothing grows by no percentage (finance.md 1.9). */
export function growth(now: number, before: number): string | null {
  return before > 0 ? signed(percent(ratio(BigInt(now) - BigInt(before), BigInt(before)))) : null
}

/** Between two percentages stand points, not per cent: `−2.2 points`. */
export function difference(now: string, before: string): string {
  return `${signed(roundedTo(1, (millionthsOf(now) - millionthsOf(before)) * 100n))} points`
}

function signed(change: string): string {
  return change.startsWith('−') ? change : `+${change}`
}
