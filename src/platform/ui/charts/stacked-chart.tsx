import { LabelText, px, TickLines } from './axis.tsx'
import { LedLabels } from './led-labels.tsx'
import { pictureOf } from './picture.tsx'
import { type StackLayout, stackLayout } from './stack-layout.ts'

/** Columns of several kinds, the first at the base; what is below zero hangs under the line. */
export const StackedChart = pictureOf(stackLayout, (layout) => <Drawing {...layout} />)

const Drawing = ({ plot, ticks, bars, names, series }: StackLayout) => (
  <>
    <TickLines ticks={ticks} x={{ from: plot.left, to: plot.right }} />
    {bars
      .filter(({ height }) => height > 0)
      .map(({ tone, x, y, width, height }) => (
        <rect
          class={`tone-${tone}`}
          x={px(x)}
          y={px(y)}
          width={px(width)}
          height={px(Math.max(height, 0.6))}
        />
      ))}
    {names.map((label) => (
      <LabelText {...label} />
    ))}
    <LedLabels labels={series} />
  </>
)
