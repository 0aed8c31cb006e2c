import { currencyOf, decimalsOf } from '../../platform/money/currency.ts'
import { plainDecimals } from '../../platform/money/money.ts'

export type Cell = string | number | boolean | null

/**
 * What a column holds. `day` is YYYY-MM-DD and `instant` an ISO time; `minor` is a whole number of
 * minor units, `decimal` the same amount as plain decimals; `ratio` is a text of six decimals and
 * `number` one of as many as it has.
 */
export type Kind =
  | 'text'
  | 'day'
  | 'instant'
  | 'minor'
  | 'decimal'
  | 'ratio'
  | 'number'
  | 'count'
  | 'flag'

/** A column as its readers need it: the name never changes, the meaning stands in every workbook. */
export type Head = Readonly<{ name: string; kind: Kind; meaning: string }>

/** `currencyOf` is of amounts alone: in which currency a row's is, so that it is told in decimals too. */
export type Column<Row> = Head &
  Readonly<{ of: (row: Row) => Cell; currencyOf?: (row: Row) => string | null }>

type Cells = readonly Cell[]
/** Rows that come one after the other are read once; what is asynchronous may be as long as it likes. */
export type Table = Readonly<{
  heads: readonly Head[]
  rows: Iterable<Cells> | AsyncIterable<Cells>
}>

/** A column that repeats the row's field of its name. */
export function column<Name extends string>(
  name: Name,
  kind: Exclude<Kind, 'minor' | 'decimal'>,
  meaning: string,
): Column<Readonly<Record<Name, Cell>>> {
  return { name, kind, meaning, of: (row) => row[name] }
}

/** The same for minor units of the row's `currency`. */
export function amount<Name extends string>(
  name: Name,
  meaning: string,
): Column<Readonly<Record<Name, number | null>> & Readonly<{ currency: string | null }>> {
  const of = (row: Readonly<Record<Name, number | null>>) => row[name]
  return { name, kind: 'minor', meaning, of, currencyOf: ({ currency }) => currency }
}

/** The columns in their order, then each amount again in decimals (`net_minor`, `net_decimal`). */
export function tableOf<Row>(columns: readonly Column<Row>[], rows: Iterable<Row>): Table {
  const all = withDecimals(columns)
  return { heads: all, rows: Array.from(rows, cellsBy(all)) }
}

/** The same over rows that come page by page, each read when it is asked for. */
export function streamedTable<Row>(
  columns: readonly Column<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): Table {
  const all = withDecimals(columns)
  return { heads: all, rows: cellsOfPages(pages, cellsBy(all)) }
}

type Compared<Row> = Row & Readonly<{ compared?: Row | undefined }>

/** One row a period; where the report compares, every column again as `compared_…`. */
export function periodsTable<Row>(
  columns: readonly Column<Row>[],
  periods: readonly Compared<Row>[],
): Table {
  const compares = periods.some(({ compared }) => compared !== undefined)
  return tableOf<Compared<Row>>([...columns, ...(compares ? columns.map(ofCompared) : [])], periods)
}

function ofCompared<Row>({ of, currencyOf, ...head }: Column<Row>): Column<Compared<Row>> {
  return {
    ...head,
    name: `compared_${head.name}`,
    meaning: `Of the period compared with: ${head.meaning}`,
    of: ({ compared }) => (compared === undefined ? null : of(compared)),
    ...(currencyOf && {
      currencyOf: ({ compared }) => (compared === undefined ? null : currencyOf(compared)),
    }),
  }
}

/**
 * A list that stands in each period: `key` tells its items apart, `none` is what a period without
 * that item has in its place.
 */
type Listed<Period, Item> = Readonly<{
  items: (period: Period) => readonly Item[]
  key: (item: Item) => string
  none: (item: Item) => Item
}>

/** Each item of each period with the period around it, and beside the same item compared with. */
export function withinPeriods<Period extends object, Item extends object>(
  periods: readonly Compared<Period>[],
  { items, key, none }: Listed<Period, Item>,
): Compared<Period & Item>[] {
  return periods.flatMap((period) => {
    const { compared } = period
    const [now, then] = [items(period), compared === undefined ? [] : items(compared)]
    const known = new Set(now.map(key))
    const gone = then.filter((item) => !known.has(key(item))).map(none)
    const before = new Map(then.map((item) => [key(item), item]))
    return [...now, ...gone].map((item) => ({
      ...period,
      ...item,
      compared: compared && { ...compared, ...(before.get(key(item)) ?? none(item)) },
    }))
  })
}

function withDecimals<Row>(columns: readonly Column<Row>[]): Column<Row>[] {
  return [...columns, ...columns.flatMap((one) => decimalsBeside(one))]
}

function decimalsBeside<Row>({ name, of, currencyOf: codeOf }: Column<Row>): Column<Row>[] {
  if (codeOf === undefined) return []
  return [
    {
      name: `${name.replace(/_minor$/, '')}_decimal`,
      kind: 'decimal',
      meaning: `${name} in units of the currency`,
      of: (row) => inDecimals(of(row), codeOf(row)),
    },
  ]
}

/** Null where there is no amount, or none of a currency that is known. */
function inDecimals(minor: Cell, code: string | null): string | null {
  const currency = code === null ? null : currencyOf(code)
  if (typeof minor !== 'number' || currency === null) return null
  return plainDecimals(BigInt(minor), decimalsOf(currency))
}

function cellsBy<Row>(columns: readonly Column<Row>[]): (row: Row) => Cell[] {
  return (row) => columns.map(({ of }) => of(row))
}

async function* cellsOfPages<Row>(
  pages: AsyncIterable<readonly Row[]>,
  cellsOf: (row: Row) => Cell[],
): AsyncGenerator<Cells> {
  for await (const page of pages) yield* page.map(cellsOf)
}
