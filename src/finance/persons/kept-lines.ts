import { sql, type Transaction } from 'kysely'
import * as z from 'zod'
import { type Reader, readerOf } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { added, type Line, type LineMaker, type LineSum } from './line.ts'
import type { LinesAsked } from './sums.ts'

type Trx = Transaction<Schema>

/** What one person's facts came to, by all makers. */
export type PersonLines = Readonly<{ person: string; lines: readonly Line[] }>

/** A maker's lines as they are kept: among those of all makers. */
export function namedLines({ name }: LineMaker, lines: readonly Line[]): Line[] {
  return lines.map((line) => ({ ...line, measure: named(name, line.measure) }))
}

/** The maker's own among kept lines, as it made them. */
export function linesNamed({ name }: LineMaker, lines: readonly Line[]): Line[] {
  const start = named(name, '')
  return lines
    .filter(({ measure }) => measure.startsWith(start))
    .map((line) => ({ ...line, measure: line.measure.slice(start.length) }))
}

function named(maker: string, measure: string): string {
  return `${maker}/${measure}`
}

/** The kept sums that are asked for. */
export async function keptLineSums(
  reader: Reader,
  { maker, measures, within }: LinesAsked,
): Promise<LineSum[]> {
  const rows = await reader
    .selectFrom('person_sum')
    .where(
      'measure',
      'in',
      measures.map((measure) => named(maker.name, measure)),
    )
    .where(({ eb, and }) =>
      and(within ? [eb('at', '>=', within.from), eb('at', '<', within.to)] : []),
    )
    .select(['measure', 'at', 'key', 'value'])
    .execute()
  const sums = rows.map(({ value, ...line }) => ({ ...line, value: BigInt(value) }))
  return linesNamed(maker, sums)
}

/** As they are kept, by their measures: they are many, and its name is long. */
const keptLines = z.array(
  z
    .tuple([z.string(), z.string(), z.string()])
    .transform(([at, key, value]) => ({ at, key, value: BigInt(value) })),
)

/**
 * What these persons were when their sums were last kept, by one maker's measures or by all; who is not
 * in it came to nothing.
 */
export async function keptLinesOf(
  reader: Reader,
  persons: readonly string[],
  asked?: Pick<LinesAsked, 'maker' | 'measures'>,
): Promise<Line[]> {
  const wanted = asked?.measures.map((measure) => named(asked.maker.name, measure))
  const rows = await reader
    .selectFrom('person_lines')
    .innerJoin(linesByMeasure, (join) => join.onTrue())
    .where('person', '=', sql<string>`any(${persons})`)
    .where(wanted ? sql<boolean>`by_measure.measure = any(${wanted})` : sql<boolean>`true`)
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

/** The same lines taken away. */
export function lessened(lines: readonly Line[]): Line[] {
  return lines.map((line) => ({ ...line, value: -line.value }))
}

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
