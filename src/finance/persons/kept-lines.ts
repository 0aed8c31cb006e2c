import { sql, type Transaction } from 'kysely'
import * as z from 'zod'
import { type Reader, readerOf } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { added, type Line, type LineSum } from './line.ts'
import type { LinesAsked } from './sums.ts'

type Trx = Transaction<Schema>

/** What one person's facts came to. */
export type PersonLines = Readonly<{ person: string; lines: readonly Line[] }>

/** The kept sums that are asked for. */
export async function keptLineSums(
  reader: Reader,
  { maker, measures, within }: LinesAsked,
): Promise<LineSum[]> {
  const rows = await reader
    .selectFrom('person_sum')
    .where('maker', '=', maker.name)
    .where('measure', 'in', measures)
    .where(({ eb, and }) =>
      and(within ? [eb('at', '>=', within.from), eb('at', '<', within.to)] : []),
    )
    .select(['measure', 'at', 'key', 'value'])
    .execute()
  return rows.map(({ value, ...line }) => ({ ...line, value: BigInt(value) }))
}

/** Lines are kept short: they are many, and only read as a whole. */
const keptLines = z.array(
  z
    .tuple([z.string(), z.string(), z.string(), z.string()])
    .transform(([measure, at, key, value]) => ({ measure, at, key, value: BigInt(value) })),
)

/** What these persons were when their sums were last kept; who is not in it came to nothing. */
export async function keptLinesOf(
  reader: Reader,
  maker: string,
  persons: readonly string[],
): Promise<Line[]> {
  const rows = await reader
    .selectFrom('person_lines')
    .where('person', '=', sql<string>`any(${persons})`)
    .where('maker', '=', maker)
    .select('lines')
    .execute()
  return rows.flatMap(({ lines }) => keptLines.parse(lines))
}

/** The same lines taken away. */
export function lessened(lines: readonly Line[]): Line[] {
  return lines.map((line) => ({ ...line, value: -line.value }))
}

/** Keeps what these persons come to now, and of the sums what that makes other. */
export async function keepLines(
  trx: Trx,
  maker: string,
  persons: readonly PersonLines[],
): Promise<void> {
  const ids = persons.map(({ person }) => person)
  const before = await keptLinesOf(readerOf(trx), maker, ids)
  const now = persons.map(({ person, lines }) => ({ person, lines: added(lines) }))
  await addToSums(trx, maker, [...now.flatMap(({ lines }) => lines), ...lessened(before)])
  await replaceLines(trx, maker, now)
}

async function addToSums(trx: Trx, maker: string, lines: readonly Line[]): Promise<void> {
  const differences = added(lines)
  if (differences.length === 0) return
  await sql`
    insert into person_sum (maker, measure, at, key, value)
    select ${maker}, measure, at, key, value
    from unnest(${differences.map(({ measure }) => measure)}::text[],
      ${differences.map(({ at }) => at)}::date[], ${differences.map(({ key }) => key)}::text[],
      ${differences.map(({ value }) => String(value))}::numeric[])
      as difference (measure, at, key, value)
    on conflict (maker, measure, at, key)
      do update set value = person_sum.value + excluded.value`.execute(trx)
  await trx.deleteFrom('person_sum').where('maker', '=', maker).where('value', '=', '0').execute()
}

async function replaceLines(
  trx: Trx,
  maker: string,
  persons: readonly PersonLines[],
): Promise<void> {
  const gone = persons.filter(({ lines }) => lines.length === 0).map(({ person }) => person)
  await trx
    .deleteFrom('person_lines')
    .where('person', '=', sql<string>`any(${gone})`)
    .where('maker', '=', maker)
    .execute()
  const rows = persons
    .filter(({ lines }) => lines.length > 0)
    .map(({ person, lines }) => ({ person, maker, lines: inShort(lines) }))
  if (rows.length === 0) return
  await trx
    .insertInto('person_lines')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['person', 'maker'])
        .doUpdateSet(({ ref }) => ({ lines: ref('excluded.lines') })),
    )
    .execute()
}

function inShort(lines: readonly Line[]): string {
  return JSON.stringify(
    lines.map(({ measure, at, key, value }) => [measure, at, key, String(value)]),
  )
}
