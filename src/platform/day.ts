import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import type { Clock } from './clock.ts'

/** A day in the reporting zone, `2026-03-01`; text of this form sorts by time. */
export type Day = string
/** A calendar month, `2026-03`. */
export type Month = string

/** The day that an instant falls on in a zone: 22:30 UTC of 31 March is 1 April in Kyiv. */
export function dayOf(at: Date, zone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString()
}

/** The day that it is now in the reporting zone, by business time. */
export function todayOf({ clock, config }: Calendar): Day {
  return dayOf(clock.now(), config.reportingTimezone)
}
type Calendar = Readonly<{ clock: Clock; config: Readonly<{ reportingTimezone: string }> }>

/** The instant at which a day begins in a zone. */
export function startOfDay(day: Day, zone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds)
}

/** True for a day that the calendar has, written as `YYYY-MM-DD`; 30 February is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** A day as somebody sends it, of the centuries that books are kept in. */
export const dayText = z
  .string('This is no day, written as YYYY-MM-DD.')
  .refine(isDay, {
    abort: true,
    error: 'This is no day of the calendar, written as YYYY-MM-DD.',
  })
  .refine((day) => day >= '1900' && day < '3000', 'This day is out of reach: take 1900 to 2999.')

/** A month as somebody sends it, of the same centuries. */
export const monthText = z
  .string()
  .regex(/^(19|2\d)\d\d-(0[1-9]|1[0-2])$/, 'This is no month, written as YYYY-MM.')

const day_ms = 24 * 3600 * 1000

export function addDays(day: Day, days: number): Day {
  return new Date(startInUtc(day) + days * day_ms).toISOString().slice(0, 10)
}

function startInUtc(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`)
}

/**
 * The same day of another month, or that month's last day: 31 January + 1 is 28 February. In plain
 * numbers, since reports step through months by the million (a calendar's objects took half their time).
 */
export function addMonths(day: Day, months: number): Day {
  const number = monthNumber(day) + months
  const date = Math.min(Number(day.slice(8, 10)), daysIn(number))
  return `${monthNamed(number)}-${padded(date, 2)}`
}

function daysIn(number: number): number {
  const [year, month] = yearAndMonth(number)
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0')
}

/** Days of [from, to). */
export function daysBetween(from: Day, to: Day): number {
  return (startInUtc(to) - startInUtc(from)) / day_ms
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

export function firstDay(month: Month): Day {
  return `${month}-01`
}

/** The months that [from, to) touches, in order. */
export function monthsTouched(from: Day, to: Day): Month[] {
  const months: Month[] = []
  for (let first = firstDay(monthOf(from)); first < to; first = addMonths(first, 1)) {
    months.push(monthOf(first))
  }
  return months
}

/** Months counted from the year 0, so that whole months are added and compared as numbers. */
export function monthNumber(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
}

/** The first day of a month by its number. */
export function monthStart(number: number): Day {
  return firstDay(monthNamed(number))
}

function monthNamed(number: number): Month {
  const [year, month] = yearAndMonth(number)
  return `${padded(year, 4)}-${padded(month, 2)}`
}

function yearAndMonth(number: number): readonly [year: number, month: number] {
  return [Math.floor(number / 12), (number % 12) + 1]
}
