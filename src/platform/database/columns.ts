import type { ColumnType } from 'kysely'

/** Set once, never changed. */
export type Fixed<T> = ColumnType<T, T, never>
export type Instant = ColumnType<Date, Date, Date>
export type FixedInstant = Fixed<Date>
/** The transaction that wrote the row, by the database itself; null for rows older than the column. */
export type Written = ColumnType<string | null, never, never>
/** The transaction that last changed what the table names, where other changes leave it as it was. */
export type Rewritten = ColumnType<string | null, never, string>
/** A day in the reporting zone, `2026-03-01`. */
export type Day = Fixed<string>
