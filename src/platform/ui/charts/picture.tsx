import type { Child } from 'hono/jsx'

type Draw = (width: number) => { height: number; drawing: Child }

/**
 * The same picture drawn for a desk and for a phone; the style sheet shows one of them, so that
 * words keep their size on both. The other is out of sight for assistive technology as well.
 */
export const TwoWidths = ({ sentence, draw }: { sentence: string; draw: Draw }) => (
  <div class="chart">
    <Picture kind="wide" width={760} sentence={sentence} draw={draw} />
    <Picture kind="narrow" width={358} sentence={sentence} draw={draw} />
  </div>
)

type PictureProps = { kind: 'wide' | 'narrow'; width: number; sentence: string; draw: Draw }

const Picture = ({ kind, width, sentence, draw }: PictureProps) => {
  const { height, drawing } = draw(width)
  return (
    <svg
      class={kind}
      viewBox={`0 0 ${width} ${Math.ceil(height)}`}
      role="img"
      aria-label={sentence}
    >
      {drawing}
    </svg>
  )
}
