import type { Range } from '../period.ts'
import type { MemberMeasure } from './lines.ts'

/** The fields that rows stand behind, persons. */
export const memberFigures = [
  ...(['opening', 'joined', 'returned', 'left_voluntary', 'left_failed', 'paused'] as const),
  ...(['closing', 'supporters'] as const),
] as const
export type MemberFigure = (typeof memberFigures)[number]

/** opening + joined + returned − left_voluntary − left_failed − paused = closing. */
export type MembersPeriod = Range &
  Readonly<Record<MemberFigure, number>> &
  Readonly<{ entries: Readonly<Record<string, string>> }>

/** What one range's lines come to. */
export type MemberSums = Readonly<
  Record<MemberMeasure, bigint> & { opening: bigint; supporters: bigint }
>

export function membersPeriod(
  range: Range,
  sums: MemberSums,
  entries: MembersPeriod['entries'],
): MembersPeriod {
  const { opening, joined, returned, left_voluntary, left_failed, paused, supporters } = sums
  return {
    ...range,
    opening: Number(opening),
    joined: Number(joined),
    returned: Number(returned),
    left_voluntary: Number(left_voluntary),
    left_failed: Number(left_failed),
    paused: Number(paused),
    closing: Number(opening + joined + returned - left_voluntary - left_failed - paused),
    supporters: Number(supporters),
    entries,
  }
}
