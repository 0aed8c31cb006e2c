import type { Amounts } from '../movements/amounts.ts'
import { amountsIn, moreOf } from '../movements/lines.ts'
import type { Range } from '../period.ts'
import type { LineSum } from '../persons/line.ts'

/** What became of the members of one range, and of those who came and left inside it. */
export type NativeRetention = Readonly<{
  lost: bigint
  early: bigint
  lostAmount: Amounts
  contraction: Amounts
  expansion: Amounts
  /** One each member who fell in one currency and rose in another. */
  swaps: readonly Amounts[]
}>

/** What the lines of these ranges come to: those up to a range's end where `kept`, else its own alone. */
export function nativeRetention(
  sums: readonly LineSum[],
  { kept }: { kept: boolean },
): (range: Range) => NativeRetention {
  const byOpening = Map.groupBy(sums, openingOf)
  return ({ from, to }) => {
    const theirs = (byOpening.get(from) ?? []).filter(({ at }) => (kept ? at <= to : at === to))
    const of = (measure: string) => theirs.filter((line) => line.measure === measure)
    const count = (measure: string) => of(measure).reduce((sum, { value }) => sum + value, 0n)
    return {
      lost: count('lost'),
      early: count('early'),
      lostAmount: amountsIn(of('lost_amount')),
      contraction: amountsIn(of('contraction')),
      expansion: amountsIn(of('expansion')),
      swaps: [...Map.groupBy(of('swap'), moreOf).values()].map(amountsIn),
    }
  }
}

function openingOf(line: LineSum): string {
  const [opening = ''] = (counts.has(line.measure) ? line.key : moreOf(line)).split(' ')
  return opening
}

const counts: ReadonlySet<string> = new Set(['lost', 'early'])
