import type { Amounts } from '../movements/amounts.ts'
import { type Changes, changesIn } from '../movements/change.ts'
import { amountsIn, moreOf } from '../movements/lines.ts'
import type { Range } from '../period.ts'
import type { LineSum } from '../persons/line.ts'

/** What became of the members of one range, and of those who came and left inside it. */
export type NativeRetention = Changes &
  Readonly<{ lost: bigint; early: bigint; lostAmount: Amounts }>

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
      ...changesIn(of),
    }
  }
}

function openingOf(line: LineSum): string {
  const [opening = ''] = (counts.has(line.measure) ? line.key : moreOf(line)).split(' ')
  return opening
}

const counts: ReadonlySet<string> = new Set(['lost', 'early'])
