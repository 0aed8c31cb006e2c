import { sql, type Transaction } from 'kysely'
import * as z from 'zod'
import { type Reader, readerOf } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import type { Day } from '../../platform/day.ts'
import { added, type Line, type LineMaker, type LineSum } from './line.ts'
import type { LinesAsked } from './sums.ts'

type Trx = Transaction<Schema>

/** What one person's facts came to, by all makers. */
export type PersonLines = Readonly<{ person: string; lines: readonly Line[] }>

/** A maker's lines as they are kept: among those of all makers. */
export function namedLines({ name }: LineMaker, lines: readonly Line[]): Line[] {
  return lines.map((line) => ({ ...line, measure: named(name, line.measure) }))
}

function named(maker: string, measure: string): string {
  return `${maker}/${measure}`
}

/** The kept sums that are asked for, less what these persons were when they were kept. */
export async function keptLineSums(
  reader: Reader,
  { maker, measures, within }: LinesAsked,
  without: readonly string[],
): Promise<LineSum[]> {
  const wanted = measures.map((measure) => named(maker.name, measure))
  const ofThem = sql`
    select wanted.measure, line ->> 0, line ->> 1, -(line ->> 2)::numeric
    from person_lines
    cross join unnest(${wanted}::text[]) as wanted (measure)
    cross join lateral jsonb_array_elements(lines -> wanted.measure) as line
    where person = any(${without})`
  const sums = sql<{ measure: string; at: Day; key: string; value: string }>`(
    select measure, at::text, key, value from person_sum where measure = any(${wanted})
    ${without.length === 0 ? sql`` : sql`union all ${ofThem}`})`
  const rows = await reader
    .selectFrom(sums.as('kept'))
    .where(({ eb, and }) =>
      and(within ? [eb('at', '>=', within.from), eb('at', '<', within.to)] : []),
    )
    .selectAll()
    .execute()
  return rows.map(({ measure, value, ...line }) => ({
    ...{ ...line, value: BigInt(value) },
    measure: measure.slice(maker.name.length + 1),
  }))
}

/** As they are kept, by their measures: they are many, and its name is long. */
const keptLines = z.array(
  z
    .tuple([z.string(), z.string(), z.string()])
    .transform(([at, key, value]) => ({ at, key, value: BigInt(value) })),
)

/** What these persons were when their sums were last kept; who is not in it came to nothing. */
async function keptLinesOf(reader: Reader, persons: readonly string[]): Promise<Line[]> {
  const rows = await reader
    .selectFrom('person_lines')
    .innerJoin(linesByMeasure, (join) => join.onTrue())
    .where('person', '=', sql<string>`any(${persons})`)
    .select(['by_measure.measure', 'by_measure.lines'])
    .execute()
  return rows.flatMap(({ measure, lines }) =>
    keptLines.parse(lines).map((line) => ({ measure, ...line })),
  )
}

const linesByMeasure = sql<{
  measure: string
  lines: object
}>`lateral jsonb_each(lines)`.as<'by_measure'>(sql`by_measure (measure, lines)`)

/** Keeps what these persons come to now; answers what that makes other in the sums. */
export async function replaceLines(
  trx: Trx,
  persons: readonly PersonLines[],
): Promise<readonly Line[]> {
  const ids = persons.map(({ person }) => person)
  const before = await keptLinesOf(readerOf(trx), ids)
  const now = persons.map(({ person, lines }) => ({ person, lines: added(lines) }))
  await writeLines(trx, now)
  return added([...now.flatMap(({ lines }) => lines), ...lessened(before)])
}

/** The same lines taken away. */
function lessened(lines: readonly Line[]): Line[] {
  return lines.map((line) => ({ ...line, value: -line.value }))
}

async function writeLines(trx: Trx, persons: readonly PersonLines[]): Promise<void> {
  const [some, none] = [persons.filter(hasLines), persons.filter((one) => !hasLines(one))]
  const gone = none.map(({ person }) => person)
  await trx.deleteFrom('person_lines').where('person', '=', sql<string>`any(${gone})`).execute()
  await sql`
    insert into person_lines (person, lines)
    select * from unnest(${some.map(({ person }) => person)}::text[],
      ${some.map(({ lines }) => inShort(lines))}::jsonb[])
    on conflict (person) do update set lines = excluded.lines`.execute(trx)
}

function hasLines({ lines }: PersonLines): boolean {
  return lines.length > 0
}

function inShort(lines: readonly Line[]): string {
  const byMeasure: Record<string, [string, string, string][]> = {}
  for (const { measure, at, key, value } of lines) {
    byMeasure[measure] ??= []
    byMeasure[measure].push([at, key, String(value)])
  }
  return JSON.stringify(byMeasure)
}

/** Adds lines to the kept sums. */
export async function addToSums(trx: Trx, lines: readonly Line[]): Promise<void> {
  const differences = added(lines)
  if (differences.length === 0) return
  await sql`
    insert into person_sum (measure, at, key, value)
    select * from unnest(${differences.map(({ measure }) => measure)}::text[],
      ${differences.map(({ at }) => at)}::date[], ${differences.map(({ key }) => key)}::text[],
      ${differences.map(({ value }) => String(value))}::numeric[])
    on conflict (measure, at, key)
      do update set value = person_sum.value + excluded.value`.execute(trx)
  await trx.deleteFrom('person_sum').where('value', '=', '0').execute()
}
