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

/** Lines are kept short: they are many, and only read as a whole. */
const keptLine = z
  .tuple([z.string(), z.string(), z.string(), z.string()])
  .transform(([measure, at, key, value]) => ({ measure, at, key, value: BigInt(value) }))

/**
 * What these persons were when their sums were last kept, by one maker or by all; who is not in it came
 * to nothing.
 */
export async function keptLinesOf(
  reader: Reader,
  persons: readonly string[],
  maker?: LineMaker,
): Promise<Line[]> {
  const start = maker ? named(maker.name, '') : ''
  const rows = await reader
    .selectFrom('person_lines')
    .innerJoin(lineOfEach, (join) => join.onTrue())
    .where('person', '=', sql<string>`any(${persons})`)
    .where(sql<boolean>`starts_with(line.parts ->> 0, ${start})`)
    .select('line.parts')
    .execute()
  return rows.map(({ parts }) => keptLine.parse(parts))
}

const lineOfEach = sql<{ parts: object }>`lateral jsonb_array_elements(lines)`.as<'line'>(
  sql`line (parts)`,
)

/** The same lines taken away. */
export function lessened(lines: readonly Line[]): Line[] {
  return lines.map((line) => ({ ...line, value: -line.value }))
}

/** Keeps what these persons come to now, and of the sums what that makes other. */
export async function keepLines(trx: Trx, persons: readonly PersonLines[]): Promise<void> {
  const ids = persons.map(({ person }) => person)
  const before = await keptLinesOf(readerOf(trx), ids)
  const now = persons.map(({ person, lines }) => ({ person, lines: added(lines) }))
  await addToSums(trx, [...now.flatMap(({ lines }) => lines), ...lessened(before)])
  await replaceLines(trx, now)
}

async function addToSums(trx: Trx, lines: readonly Line[]): Promise<void> {
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

async function replaceLines(trx: Trx, persons: readonly PersonLines[]): Promise<void> {
  const gone = persons.filter(({ lines }) => lines.length === 0).map(({ person }) => person)
  await trx.deleteFrom('person_lines').where('person', '=', sql<string>`any(${gone})`).execute()
  const rows = persons
    .filter(({ lines }) => lines.length > 0)
    .map(({ person, lines }) => ({ person, lines: inShort(lines) }))
  if (rows.length === 0) return
  await trx
    .insertInto('person_lines')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('person').doUpdateSet(({ ref }) => ({ lines: ref('excluded.lines') })),
    )
    .execute()
}

function inShort(lines: readonly Line[]): string {
  return JSON.stringify(
    lines.map(({ measure, at, key, value }) => [measure, at, key, String(value)]),
  )
}
