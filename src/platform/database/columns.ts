import type { ColumnType } from 'kysely'

/** Set once, never changed. */
export type Fixed<T> = ColumnType<T, T, never>
export type Instant = ColumnType<Date, Date, Date>
export type FixedInstant = Fixed<Date>
/** A day in the reporting zone, `2026-03-01`. */
export type Day = Fixed<string>
