import { LabelText, px, TickLines } from './axis.tsx'
import { LedLabels } from './led-labels.tsx'
import { type LineFigures, type LineLayout, lineLayout } from './line-layout.ts'
import { type Caption, Picture } from './picture.tsx'

/** Lines over time; what is foreseen is dashed. */
export const LineChart = ({ title, sentence, ...figures }: LineFigures & Caption) => (
  <Picture
    {...{ title, sentence }}
    draw={(width) => {
      const layout = lineLayout(figures, width)
      return { height: layout.height, drawing: <Drawing {...layout} /> }
    }}
  />
)

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
