import { bookedCourseOf, standKey } from '../../src/members/course.ts'
import { changesOfMembers } from '../../src/members/subscription-changes.ts'
import { type Database, readerOf } from '../../src/platform/database/connection.ts'
import { booksAndMembers } from '../stripe/story.ts'
import { copyIn, originalOf } from './copies.ts'

/** How a copy ended, under the recorded ids: every row as text, and what a person would look at. */
export type Ending = Readonly<{ rows: string; states: readonly string[]; net_minor: bigint }>

export async function endingsOf(db: Database, copies: number): Promise<Ending[]> {
  const { members, ...books } = await booksAndMembers(db)
  const courses = await coursesOf(db)
  const rows: Row[] = [
    ...courses.map((row) => [copyIn(row.subscription), 'course', row] as const),
    ...members.map((row) => [copyIn(row.email ?? row.customers ?? ''), 'member', row] as const),
    ...books.payments.map((row) => [copyIn(row.id), 'payment', row] as const),
    ...books.entries.map((row) => [copyIn(row.id), 'entry', row] as const),
  ]
  const each = Map.groupBy(rows, ([copy]) => copy)
  return Array.from({ length: copies }, (_, copy) => endingOf(each.get(copy) ?? []))
}

/** How every subscription went on, whatever rows tell it; when is left out, as some orders set it anew. */
async function coursesOf(db: Database) {
  const members = await db.selectFrom('member').select('id').execute()
  const changes = await changesOfMembers(
    readerOf(db),
    members.map(({ id }) => id),
  )
  return [...Map.groupBy(changes, ({ subscription }) => subscription)].map(
    ([subscription, all]) => {
      const keys = bookedCourseOf(all).map(standKey)
      return { subscription, stands: keys.filter((key, index) => key !== keys[index - 1]) }
    },
  )
}

type Row = readonly [copy: number, what: string, row: object]

function endingOf(rows: readonly Row[]): Ending {
  return {
    rows: rows
      .map(([, what, row]) => originalOf(`${what} ${plain(row)}`))
      .sort()
      .join('\n'),
    states: rows.flatMap(([, , row]) =>
      'state' in row && 'ending' in row ? [`${row.state}`] : [],
    ),
    net_minor: rows.reduce((sum, [, , row]) => sum + netOf(row), 0n),
  }
}

/** Of what is no payout: that only moves to the bank. */
function netOf(row: object): bigint {
  if (!('net_minor' in row && 'kind' in row) || `${row.kind}`.startsWith('payout')) return 0n
  return typeof row.net_minor === 'bigint' ? row.net_minor : 0n
}

function plain(row: object): string {
  return JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
}
