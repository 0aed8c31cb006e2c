import { LabelText, px } from './axis.tsx'
import { type Label, labelAt, roomFor, spread, textWidth } from './boxes.ts'

/** A name beside the end of what it names, led there by a line of its tone. */
export type LedLabel = Label & Readonly<{ lead: Lead }>
type Lead = Readonly<{ tone: number; from: Point; to: Point }>
type Point = readonly [x: number, y: number]

/** What is named; `at` is the height of its end, `wished` where its name would best stand. */
type Named = Readonly<{ label: string; tone: number; at: number | null; wished: number }>

const beside = 22

/** What the names take to the right of the picture. */
export function roomBeside(labels: readonly string[]): number {
  return beside + Math.max(0, ...labels.map(textWidth))
}

/** Each name as near to its end as the others leave room; without an end it has no way to lead. */
export function ledLabels(
  named: readonly Named[],
  { right, bottom }: Readonly<{ right: number; bottom: number }>,
): LedLabel[] {
  const extent = { from: 0, to: Math.max(bottom, roomFor(named.length)) }
  const placed = spread(
    named.map(({ wished }) => wished),
    extent,
  )
  return named.map(({ label, tone, at, wished }, index) => {
    const y = placed[index] ?? wished
    const lead: Lead = { tone, from: [right, at ?? y], to: [right + beside - 6, y] }
    return { ...labelAt(label, right + beside, y), lead }
  })
}

export const LedLabels = ({ labels }: { labels: readonly LedLabel[] }) => (
  <>
    {labels.map(({ lead, ...label }) => (
      <>
        <polyline
          class={`lead tone-${lead.tone}`}
          points={`${point(lead.from)} ${point([lead.from[0] + 6, lead.from[1]])} ${point(lead.to)}`}
        />
        <LabelText {...label} />
      </>
    ))}
  </>
)

function point([x, y]: Point): string {
  return `${px(x)},${px(y)}`
}
