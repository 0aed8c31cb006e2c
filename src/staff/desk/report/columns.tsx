import type { Child } from 'hono/jsx'
import type { Role } from '../../../platform/auth/principal.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import {
  counted,
  Figure,
  inColumn,
  millionthsOf,
  percent,
  roundedTo,
  Unknown,
} from '../figures.tsx'
import { figureWords, pageBehind, reasonInWords } from '../words.ts'
import { Beside, difference, growth } from './compared.tsx'

/** What every row of figures bears: the addresses of what is behind each, and why one is null. */
export type FigureRow = Readonly<{
  entries?: Readonly<Partial<Record<string, string | null>>> | null
  reason?: string | null
  /** Where figures of one row are unknown for reasons of their own. */
  reasons?: Readonly<Partial<Record<string, string | null>>>
}>

/** Who looks, and in which currency. */
export type Seen = Readonly<{ currency: Currency; role: Role }>

/** A column of a report's table: its heading and what stands in it for a period or a group. */
export type Column<Row> = Readonly<{
  label: string
  number?: boolean
  cell: (row: Row, seen: Seen) => Child
}>

/** A row with a figure of this name, and what that is compared with. */
type With<Name extends string, Value> = FigureRow &
  Readonly<Record<Name, Value>> &
  Readonly<{ compared?: Readonly<Record<Name, Value>> }>

/** Money in minor units of the report's currency. */
export function minor<Name extends string>(
  name: Name,
  label = figureWords(name),
): Column<With<Name, number | null>> {
  return figureColumn(name, label, {
    write: (value: number, { currency }) => inColumn(BigInt(value), currency),
    change: growth,
  })
}

/** Persons, payments: anything counted. */
export function count<Name extends string>(
  name: Name,
  label = figureWords(name),
): Column<With<Name, number | null>> {
  return figureColumn(name, label, {
    write: counted,
    change: growth,
  })
}

/** A fraction of one as a percentage. */
export function ratio<Name extends string>(
  name: Name,
  label = figureWords(name),
): Column<With<Name, string | null>> {
  return figureColumn(name, label, { write: (value: string) => percent(value), change: difference })
}

/** A figure of six decimals that is no part of a whole: a quotient, an index, a number of months. */
export function plain<Name extends string>(
  name: Name,
  label = figureWords(name),
  decimals = 2,
): Column<With<Name, string | null>> {
  const write = (value: string) => roundedTo(decimals, millionthsOf(value))
  return figureColumn(name, label, { write, change: () => null })
}

type Unit<Value> = Readonly<{
  write: (value: Value, seen: Seen) => string
  change: (now: Value, before: Value) => string | null
}>

function figureColumn<Name extends string, Value>(
  name: Name,
  label: string,
  { write, change }: Unit<Value>,
): Column<With<Name, Value | null>> {
  return {
    label,
    number: true,
    cell: (row, seen) => {
      const value: Value | null = row[name]
      if (value === null) return <Missing reason={reasonOf(row, name)} />
      const was = row.compared === undefined ? null : row.compared[name]
      return (
        <>
          <Figure href={pageBehind(row.entries?.[name], seen.role)}>{write(value, seen)}</Figure>
          {was === null ? null : <Beside was={write(was, seen)} change={change(value, was)} />}
        </>
      )
    },
  }
}

/** Why there is no figure; nothing where none is due. */
const Missing = ({ reason }: { reason: string | null }) =>
  reason === null ? '' : <Unknown reason={reasonInWords(reason)} />

function reasonOf({ reason = null, reasons }: FigureRow, name: string): string | null {
  return reasons?.[name] ?? reason
}

/** A column of one key of a split: what `column` says of the period's group of that key. */
export function ofGroup<Period, Group>(
  label: string,
  groupOf: (period: Period) => Group | undefined,
  column: Column<Group & Readonly<{ compared?: Group }>>,
): Column<Period & Readonly<{ compared?: Period }>> {
  return {
    label,
    number: true,
    cell: (period, seen) => {
      const group = groupOf(period)
      if (group === undefined) return <Unknown reason="none" />
      const compared = period.compared === undefined ? undefined : groupOf(period.compared)
      return column.cell({ ...group, ...(compared === undefined ? {} : { compared }) }, seen)
    },
  }
}
