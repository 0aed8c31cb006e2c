import { obstacleWords } from '../../../finance/months/obstacle-words.ts'
import type { MonthState } from '../../../finance/months/report.ts'
import { entryAddress } from '../income/entry-address.ts'
import { pageOf } from '../words.ts'

/** What is to be done so that a month can be closed, each with the way there. */
export const Obstacles = ({ month }: { month: MonthState }) =>
  month.obstacles.length === 0 ? null : (
    <ul class="obstacles">
      {month.obstacles.map((obstacle) => {
        const href = wayTo(obstacle, month)
        const count = month.behind[obstacle]?.count
        return (
          <li>
            {obstacleWords(obstacle)}{' '}
            {href === undefined ? null : (
              <a class="no-print" href={href}>
                {count === undefined ? 'Go there' : `See ${count === 1 ? 'it' : `all ${count}`}`}
              </a>
            )}
          </li>
        )
      })}
    </ul>
  )

function wayTo(obstacle: string, { month, behind }: MonthState): string | undefined {
  const [name = obstacle, missing] = obstacle.split('/')
  if (missing !== undefined) return entryAddress(missing, month)
  if (name === 'rate_unavailable') return '/desk/settings#rates'
  const rows = behind[name]
  return rows && pageOf(rows.url)
}
