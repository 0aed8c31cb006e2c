import type { Child } from 'hono/jsx'
import { addDays, addMonths, type Day, daysBetween, firstDay, type Month } from '../../day.ts'

/** What stands on a day: what it says and how it is marked. */
export type DayMark = Readonly<{ tone: 'good' | 'warn' | 'danger'; content: Child }>
type CalendarProps = Readonly<{
  month: Month
  name: string
  marks: ReadonlyMap<Day, DayMark | null>
}>

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** A month as it hangs on a wall, weeks from Monday, weekends shaded; a mark says itself in words. */
export const Calendar = ({ month, name, marks }: CalendarProps) => (
  <table class="calendar">
    <caption>{name}</caption>
    <thead>
      <tr>
        {weekdays.map((day) => (
          <th scope="col">{day}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {weeksOf(month).map((week) => (
        <tr>
          {week.map((day, weekday) =>
            day.startsWith(month) ? (
              <td class={marks.get(day)?.tone ?? (weekday > 4 ? 'free' : undefined)}>
                <span class="soft">{Number(day.slice(8))}</span> {marks.get(day)?.content}
              </td>
            ) : (
              <td />
            ),
          )}
        </tr>
      ))}
    </tbody>
  </table>
)

/** The weeks that a month touches, each of seven days; 1 January 1900 was a Monday. */
function weeksOf(month: Month): Day[][] {
  const first = firstDay(month)
  const before = ((daysBetween('1900-01-01', first) % 7) + 7) % 7
  const start = addDays(first, -before)
  const weeks = Math.ceil(daysBetween(start, addMonths(first, 1)) / 7)
  return Array.from({ length: weeks }, (_, week) =>
    weekdays.map((_name, day) => addDays(start, week * 7 + day)),
  )
}
