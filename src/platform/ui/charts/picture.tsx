import type { Child } from 'hono/jsx'

/** What every picture says of itself: its heading, and in a sentence what is to be seen. */
type Caption = Readonly<{ title: string; sentence: string }>

/**
 * The same picture drawn for a desk and for a phone; the style sheet shows one of them, so that
 * words keep their size on both. The other is out of sight for assistive technology as well. The
 * page puts the table with every figure beside it.
 */
export function pictureOf<Figures, Layout extends Readonly<{ height: number }>>(
  layoutOf: (figures: Figures, width: number) => Layout,
  draw: (layout: Layout) => Child,
) {
  return (figures: Figures & Caption) => {
    const drawn = (kind: 'wide' | 'narrow', width: number) => {
      const layout = layoutOf(figures, width)
      const viewBox = `0 0 ${width} ${Math.ceil(layout.height)}`
      return (
        <svg class={kind} viewBox={viewBox} role="img" aria-label={figures.sentence}>
          {draw(layout)}
        </svg>
      )
    }
    return (
      <figure class="chart">
        <figcaption>{figures.title}</figcaption>
        {drawn('wide', 760)}
        {drawn('narrow', 358)}
      </figure>
    )
  }
}
