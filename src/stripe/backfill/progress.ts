import type { Listed } from './lists.ts'

/** How far the reading of one list has come. `share` of its time, 0 to 1; null before its first page. */
export type Progress = Readonly<{
  list: string
  objects: number
  share: number | null
  done: boolean
}>

/** Lists come newest first, so that what is left is the time between `from` and the oldest read. */
export function shareRead(span: { from: Date; to: Date }, reached: Date | null): number | null {
  if (reached === null) return null
  const whole = span.to.getTime() - span.from.getTime()
  const read = span.to.getTime() - reached.getTime()
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, read / whole))
}

export function oldestOf(objects: readonly Listed[]): Date | null {
  const last = objects.at(-1)
  return last === undefined ? null : new Date(last.created * 1000)
}
