import type { Reader } from '../../platform/database/connection.ts'
import { minorJson } from '../../platform/money/money.ts'
import type { PersonFacts } from '../persons/facts.ts'
import { personRows } from '../persons/rows.ts'
import type { FigureRows, RowsQuery } from '../rows-routes.ts'
import type { AttributionFigure } from './attribution-period.ts'
import type { AttributionQuery } from './report.ts'
import { type CreditRow, creditRowsOf, thingOf } from './rows.ts'
import { keysOver } from './sums.ts'

/** A row of the ledger behind a figure of attribution; `counts` is its part of the sum. */
export type FigureRow = Readonly<{
  member_id: string
  entry: string
  day: string
  key: string
  counts: number
}>

type Query = RowsQuery<AttributionFigure> &
  AttributionQuery &
  Readonly<{ key?: string | undefined }>

/** The rows behind a figure of one key, or of all, person by person. */
export async function figureRows(reader: Reader, query: Query): Promise<FigureRows<FigureRow>> {
  const found = await personRows(reader, query, (facts) => rowsOf(facts, query))
  if (found.kind === 'cursor_unknown') return found
  const keysIn = await keysOver(reader, [query], query)
  const keys = keysIn(query).filter(({ key }) => (query.key ?? key) === key)
  const sum = keys.reduce((total, facts) => total + facts[thingOf[query.figure]], 0n)
  const isRated = !query.figure.endsWith('_minor') || keys.every(({ unrated }) => unrated === 0n)
  return { ...found, sum: isRated ? minorJson(sum) : null, of: null }
}

/** A key that a linear model names twice has one row an entry. */
function rowsOf(facts: PersonFacts, query: Query): FigureRow[] {
  const what = thingOf[query.figure]
  const rows = creditRowsOf(facts, query, query).filter(
    (row) => row.what === what && (query.key ?? row.key) === row.key,
  )
  const same = Map.groupBy(rows, ({ entry, key }) => `${entry} ${key}`)
  return [...same.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [shownRow(first, others)],
  )
}

function shownRow({ value, ...row }: CreditRow, others: readonly CreditRow[]): FigureRow {
  const { member_id, entry, day, key } = row
  const counts = others.reduce((sum, other) => sum + other.value, value)
  return { member_id, entry, day, key, counts: minorJson(counts) }
}
