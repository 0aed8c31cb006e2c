import type { Progress } from '../stripe/backfill/progress.ts'

export type Screen = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>
/** Shows where a command is; `last`: the line stays. */
export type Line = (line: string, how?: { last: boolean }) => void

const quiet_ms = 5000

/** On a terminal one line that is written over; into a log a line now and then, and each last one. */
export function lineOn(screen: Screen, now_ms: () => number): Line {
  let told_at = Number.NEGATIVE_INFINITY
  return (line, { last } = { last: false }) => {
    if (screen.isTTY) {
      screen.write(`\r\u001B[2K${line}${last ? '\n' : ''}`)
      return
    }
    if (!last && now_ms() - told_at < quiet_ms) return
    told_at = now_ms()
    screen.write(`${line}\n`)
  }
}

/** A list's progress as a bar, with its rate and what is left of it at that rate. */
export function barOf(show: Line, now_ms: () => number): (progress: Progress) => void {
  let first: (Progress & { at_ms: number }) | null = null
  return (progress) => {
    const at_ms = now_ms()
    if (first?.list !== progress.list) first = { ...progress, at_ms }
    const seconds = (at_ms - first.at_ms) / 1000
    const rate = seconds > 0 ? (progress.objects - first.objects) / seconds : null
    const gained = (progress.share ?? 0) - (first.share ?? 0)
    const left_s = gained > 0 ? (seconds * (1 - (progress.share ?? 0))) / gained : null
    show(lineOf(progress, { rate, left_s }), { last: progress.done })
  }
}

/** How far something is, from 0 to 1, as so many blocks. */
export function blocksOf(share: number, width: number): string {
  const full = Math.round(share * width)
  return '█'.repeat(full) + '░'.repeat(width - full)
}

const width = 20

function lineOf(
  { list, objects, share, done }: Progress,
  { rate, left_s }: { rate: number | null; left_s: number | null },
): string {
  const bar = blocksOf(share ?? 0, width)
  const speed = rate === null ? '' : `, ${Math.round(rate)} a second`
  const rest = done || left_s === null ? '' : `, about ${inWords(left_s)} left`
  return `${list.padEnd(20)} ${bar} ${objects.toLocaleString('en')} read${speed}${rest}`
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`
}
