import { LabelText, px, TickLines } from './axis.tsx'
import { LedLabels } from './led-labels.tsx'
import { type LineLayout, lineLayout } from './line-layout.ts'
import { pictureOf } from './picture.tsx'

/** Lines over time; what is foreseen is dashed. */
export const LineChart = pictureOf(lineLayout, (layout) => <Drawing {...layout} />)

const Drawing = ({ left, right, ticks, names, paths, ends, labels }: LineLayout) => (
  <>
    <TickLines ticks={ticks} x={{ from: left, to: right }} />
    {paths.map(({ tone, booked, foreseen }) => (
      <>
        <path class={`line tone-${tone}`} d={booked} />
        {foreseen === '' ? null : <path class={`line foreseen tone-${tone}`} d={foreseen} />}
      </>
    ))}
    {ends.map(({ tone, x, y }) => (
      <circle class={`end tone-${tone}`} cx={px(x)} cy={px(y)} r={3.5} />
    ))}
    {names.map((label) => (
      <LabelText {...label} />
    ))}
    <LedLabels labels={labels} />
  </>
)
