import { LabelText, px, TickLines } from './axis.tsx'
import { pictureOf } from './picture.tsx'
import { type ShareLayout, shareLayout } from './share-layout.ts'

/** A share over time: a line where it is known, a hatched band up to its bound where income is missing. */
export const ShareChart = pictureOf(shareLayout, (layout) => <Drawing {...layout} />)

const Drawing = ({
  width,
  left,
  right,
  ticks,
  bands,
  path,
  points,
  names,
  values,
}: ShareLayout) => (
  <>
    <Hatching id={`hatching-${width}`} />
    <TickLines ticks={ticks} x={{ from: left, to: right }} />
    {bands.map(({ x, y, width: wide, height }) => (
      <>
        <rect
          x={px(x)}
          y={px(y)}
          width={px(wide)}
          height={px(height)}
          fill={`url(#hatching-${width})`}
        />
        <line class="bound" x1={px(x)} x2={px(x + wide)} y1={px(y)} y2={px(y)} />
      </>
    ))}
    <path class="share" d={path} />
    {points.map(({ x, y, estimated }) => (
      <circle class={estimated ? 'share estimated' : 'share'} cx={px(x)} cy={px(y)} r={3.5} />
    ))}
    {[...names, ...values].map((label) => (
      <LabelText {...label} />
    ))}
  </>
)

/** Stripes, so that the band is told apart from a bar without its colour. */
const Hatching = ({ id }: { id: string }) => (
  <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <line class="hatch" x1={0} x2={0} y1={0} y2={6} />
  </pattern>
)
