import { LabelText, px } from './axis.tsx'
import { pictureOf } from './picture.tsx'
import { type WaterfallLayout, waterfallLayout } from './waterfall-layout.ts'

/** How one balance became the next; growth and loss are told apart by their sign as well. */
export const WaterfallChart = pictureOf(waterfallLayout, (layout) => <Drawing {...layout} />)

const Drawing = ({ height, zero, bars, links, names, values }: WaterfallLayout) => (
  <>
    <line class="zero" x1={px(zero)} x2={px(zero)} y1={0} y2={px(height)} />
    {links.map(({ x, from, to }) => (
      <line class="tick" x1={px(x)} x2={px(x)} y1={px(from)} y2={px(to)} />
    ))}
    {bars.map(({ look, ...box }) => (
      <rect
        class={look}
        x={px(box.x)}
        y={px(box.y)}
        width={px(box.width)}
        height={px(box.height)}
      />
    ))}
    {[...names, ...values].map((label) => (
      <LabelText {...label} />
    ))}
  </>
)
