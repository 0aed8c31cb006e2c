import { addMonths, dayOf, firstDay, type Month, monthOf } from '../../platform/day.ts'

/** The eleven months after this one, which a reminder may be asked for. */
export function monthsAhead(now: Date, zone: string): readonly Month[] {
  const first = firstDay(monthOf(dayOf(now, zone)))
  return Array.from({ length: 11 }, (_, index) => monthOf(addMonths(first, index + 1)))
}

/** `May 2027`, as the language of `tag` writes it. */
export function monthIn(month: Month, tag: string): string {
  const style = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(tag, style).format(new Date(`${month}-01T12:00Z`))
}
