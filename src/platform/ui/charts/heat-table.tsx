import type { Child } from 'hono/jsx'

/** One cell: what it says, and how much of one that is; null where nothing is to be said. */
export type HeatCell = Readonly<{ text: Child; part: number }> | null
type HeatProps = Readonly<{
  caption: string
  heads: readonly string[]
  /** Each row's name, what stands beside it, and its cells. */
  rows: readonly Readonly<{ name: string; beside: readonly Child[]; cells: readonly HeatCell[] }>[]
}>

const levels = 10

/**
 * A table whose cells are the warmer the more of one they say; each says its figure besides, so that
 * nothing is told by colour alone. `heads` names the columns, the row's name and what is beside it too.
 */
export const HeatTable = ({ caption, heads, rows }: HeatProps) => (
  <section class="scroll" tabindex={0} aria-label={caption}>
    <table class="data heat">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {heads.map((head, index) => (
            <th scope="col" class={index === 0 ? undefined : 'number'}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, beside, cells }) => (
          <tr>
            <th scope="row">{name}</th>
            {beside.map((figure) => (
              <td class="number">{figure}</td>
            ))}
            {cells.map((cell) =>
              cell === null ? (
                <td />
              ) : (
                <td class={`number heat-${levelOf(cell.part)}`}>{cell.text}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

function levelOf(part: number): number {
  return Math.min(levels, Math.max(0, Math.round(part * levels)))
}
