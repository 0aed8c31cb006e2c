import { firstDay, type Month } from '../../../platform/day.ts'

/** The form of an income, filled in with its class and the first day of its month. */
export function entryAddress(name: string, month: Month): string {
  return `/desk/income?${new URLSearchParams({ class: name, date: firstDay(month) })}`
}
