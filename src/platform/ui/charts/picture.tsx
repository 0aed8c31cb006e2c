import type { Child } from 'hono/jsx'

/** What every picture says of itself: its heading, and in a sentence what is to be seen. */
export type Caption = Readonly<{ title: string; sentence: string }>

type Draw = (width: number) => { height: number; drawing: Child }

/**
 * The same picture drawn for a desk and for a phone; the style sheet shows one of them, so that
 * words keep their size on both. The other is out of sight for assistive technology as well. The
 * page puts the table with every figure beside it.
 */
export const Picture = ({ title, sentence, draw }: Caption & { draw: Draw }) => (
  <figure class="chart">
    <figcaption>{title}</figcaption>
    <Drawn kind="wide" width={760} sentence={sentence} draw={draw} />
    <Drawn kind="narrow" width={358} sentence={sentence} draw={draw} />
  </figure>
)

type DrawnProps = { kind: 'wide' | 'narrow'; width: number; sentence: string; draw: Draw }

const Drawn = ({ kind, width, sentence, draw }: DrawnProps) => {
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
