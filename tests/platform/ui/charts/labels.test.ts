import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { namesUnder, roundTicks } from '../../../../src/platform/ui/charts/axis.tsx'
import { type Label, overlaps } from '../../../../src/platform/ui/charts/boxes.ts'
import { lineLayout } from '../../../../src/platform/ui/charts/line-layout.ts'
import { shareLayout } from '../../../../src/platform/ui/charts/share-layout.ts'
import { stackLayout } from '../../../../src/platform/ui/charts/stack-layout.ts'
import { waterfallLayout } from '../../../../src/platform/ui/charts/waterfall-layout.ts'

const widths = [760, 358]
const money = fc.integer({ min: -200_000_000, max: 9_000_000_000 }).map((cents) => cents / 100)
const name = fc.constantFrom('Membership', 'Tax relief', 'WWWWWWWWWW', 'Events', 'Субсидії', '—')
const month = fc.constantFrom('Jan', 'September 2026', '2026-06-01', 'Q3', 'Дек')

const stacks = fc.integer({ min: 1, max: 60 }).chain((columns) =>
  fc.record({
    columns: fc.array(month, { minLength: columns, maxLength: columns }),
    series: fc.array(
      fc.record({
        label: name,
        tone: fc.nat({ max: 9 }),
        values: fc.array(fc.oneof(fc.constant(0), money), {
          minLength: columns,
          maxLength: columns,
        }),
      }),
      { maxLength: 14 },
    ),
    writeTick: fc.constant((value: number) => `€${value.toLocaleString('en')}`),
  }),
)
const fraction = fc.option(
  fc.integer({ min: -500_000, max: 1_600_000 }).map((millionths) => millionths / 1_000_000),
  { nil: null },
)
const shares = fc.array(
  fc.record({ name: month, share: fraction, upperBound: fraction, estimated: fc.boolean() }),
  { minLength: 1, maxLength: 60 },
)

describe('the words of a chart', () => {
  test('never overlap and never leave a stacked chart, whatever the figures', () => {
    fc.assert(
      fc.property(stacks, fc.constantFrom(...widths), (figures, width) => {
        const { ticks, names, series, height } = stackLayout(figures, width)
        expectRoom([...ticks.map(({ label }) => label), ...names, ...series], { width, height })
      }),
    )
  })

  test('never overlap and never leave a picture of lines, whatever the figures', () => {
    const lines = stacks.filter(({ series }) => series.length < 12)
    fc.assert(
      fc.property(lines, fc.constantFrom(...widths), fc.nat(60), (figures, width, from) => {
        const { ticks, names, labels, height } = lineLayout(
          { ...figures, lines: figures.series, foreseenFrom: from },
          width,
        )
        expectRoom([...ticks.map(({ label }) => label), ...names, ...labels], { width, height })
      }),
    )
  })

  test('never overlap and never leave a waterfall, whatever its steps', () => {
    const kind = fc.constantFrom('balance' as const, 'movement' as const)
    const steps = fc.array(fc.record({ label: name, value: money, kind }), { maxLength: 10 })
    fc.assert(
      fc.property(steps, fc.constantFrom(...widths), (taken, width) => {
        const write = (value: number) => `€${value.toLocaleString('en')}`
        const written = taken.map((step) => ({ ...step, text: write(step.value) }))
        const layout = waterfallLayout({ steps: written }, width)
        expectRoom([...layout.names, ...layout.values], layout)
      }),
    )
  })

  test('never overlap and never leave a share chart, whatever the shares', () => {
    fc.assert(
      fc.property(shares, fc.constantFrom(...widths), (columns, width) => {
        const figures = {
          columns,
          write: percent,
          writeTick: percent,
          atMost: (b: number) => `at most ${percent(b)}`,
        }
        const { ticks, names, values, height } = shareLayout(figures, width)
        expectRoom([...names, ...values], { width, height })
        expectRoom([...ticks.map(({ label }) => label), ...names], { width, height })
        const crossed = values.filter((value) =>
          ticks.some(({ y }) => Math.abs(y - value.y) < value.height / 2 - 0.01),
        )
        expect(crossed).toEqual([])
      }),
    )
  })
})

test('where names are wide, every n-th column is named, the last among them', () => {
  const names = Array.from({ length: 24 }, (_, column) => `Month ${column + 1}`)
  const layout = namesUnder(names, (column) => 100 + column * 25, { y: 0, width: 760 })
  const named = layout.map(({ text }) => text)
  expect(named).toEqual(['Month 24', ...[21, 18, 15, 12, 9, 6, 3].map((n) => `Month ${n}`)])
})

test('a last name that is moved in from the edge pushes its neighbour out', () => {
  const middle = (column: number) => [100, 240, 350][column] ?? 0
  const wide = ['September 2026', 'September 2026', 'September 2026']
  expect(namesUnder(wide, middle, { y: 0, width: 358 })).toHaveLength(2)
})

test('an axis has at most five round ticks and holds every figure', () => {
  fc.assert(
    fc.property(money, money, (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      const ticks = roundTicks({ from, to })
      expect(ticks.length).toBeLessThanOrEqual(5)
      expect(ticks).toContain(0)
      expect(Math.min(...ticks)).toBeLessThanOrEqual(from)
      expect(Math.max(...ticks)).toBeGreaterThanOrEqual(to)
    }),
  )
})

test.each([
  [{ from: 0, to: 0 }, [0]],
  [{ from: 0, to: 930 }, [0, 500, 1000]],
  [{ from: 0, to: 1180 }, [0, 500, 1000, 1500]],
  [{ from: -120, to: 3000 }, [-1000, 0, 1000, 2000, 3000]],
])('the ticks over %o are %o', (extent, ticks) => {
  expect(roundTicks(extent)).toEqual(ticks)
})

test.each([1, 2, 6, 60])('of %i columns none is a wall, and all of them have room', (count) => {
  const figures = {
    columns: Array.from({ length: count }, () => 'Jun'),
    series: [{ label: 'Readers', tone: 0, values: Array.from({ length: count }, () => 75) }],
    writeTick: String,
  }
  const { bars, plot } = stackLayout(figures, 760)
  const [first, last] = [bars.at(0), bars.at(-1)]
  expect(last?.width).toBeLessThan(80)
  expect(first?.x).toBeGreaterThan(plot.left)
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThan(plot.right)
})

test('each piece of a column is as high as its share of the whole, readers lowest', () => {
  const figures = {
    columns: ['Jun'],
    series: [
      { label: 'Readers', tone: 0, values: [75] },
      { label: 'Events', tone: 1, values: [25] },
    ],
    writeTick: String,
  }
  const { bars } = stackLayout(figures, 760)
  const [readers, events] = bars
  expect(readers?.height).toBeCloseTo(180)
  expect(events?.height).toBeCloseTo(60)
  expect((events?.y ?? 0) + (events?.height ?? 0)).toBeCloseTo(readers?.y ?? 0)
})

function expectRoom(
  labels: readonly Label[],
  { width, height }: { width: number; height: number },
) {
  for (const [index, label] of labels.entries()) {
    expect(label.x, label.text).toBeGreaterThanOrEqual(-0.01)
    expect(label.x + label.width, label.text).toBeLessThanOrEqual(width + 0.01)
    expect(label.y - label.height / 2).toBeGreaterThanOrEqual(-0.01)
    expect(label.y + label.height / 2).toBeLessThanOrEqual(height + 0.01)
    const touched = labels.slice(index + 1).filter((other) => overlaps(label, other))
    expect(touched.map(({ text }) => `${label.text} / ${text}`)).toEqual([])
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

test('a waterfall’s movements lead from one balance to the next', () => {
  const steps = [
    { label: 'Opening', value: 100, kind: 'balance' as const, text: '' },
    { label: 'New', value: 40, kind: 'movement' as const, text: '' },
    { label: 'Churn', value: -20, kind: 'movement' as const, text: '' },
    { label: 'Closing', value: 120, kind: 'balance' as const, text: '' },
  ]
  const { bars, links, zero } = waterfallLayout({ steps }, 760)
  const [opening, grown, churn, closing] = bars.map(({ x, width }) => [x - zero, x + width - zero])
  const unit = (opening?.[1] ?? 0) / 100
  expect(grown?.map((x) => x / unit)).toEqual([100, 140].map((x) => expect.closeTo(x, 6)))
  expect(churn?.map((x) => x / unit)).toEqual([120, 140].map((x) => expect.closeTo(x, 6)))
  expect(closing?.map((x) => x / unit)).toEqual([0, 120].map((x) => expect.closeTo(x, 6)))
  expect(links).toHaveLength(3)
  expect(bars.map(({ look }) => look)).toEqual(['balance', 'up', 'down', 'balance'])
})
