import { sql } from 'kysely'
import * as z from 'zod'
import type { Reader } from '../../platform/database/connection.ts'
import { readCursor, writeCursor } from '../../platform/http/cursor.ts'

/** Which acts: of one kind, about one subject; what is absent does not narrow. */
export type ActsQuery = Readonly<{
  act?: string | undefined
  subject?: string | undefined
  limit: number
  cursor?: string | undefined
}>

/**
 * One page of the audit log, newest first. `who` is the address of whoever signed in or the name of the
 * key, and what is in the log where neither is known any more.
 */
export async function acts(reader: Reader, query: ActsQuery) {
  const after = query.cursor === undefined ? null : placeOf(query.cursor)
  if (query.cursor !== undefined && after === null) return { kind: 'cursor_unknown' } as const
  const rows = await newestFirst(reader, query)
    .where(({ and }) => and(after === null ? [] : [isBefore(after)]))
    .limit(query.limit + 1)
    .execute()
  const data = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? data.at(-1) : undefined
  const next_cursor = last ? writeCursor([last.at.toISOString(), last.id]) : null
  return { kind: 'found', data: data.map(({ id: _, ...row }) => row), next_cursor } as const
}

function newestFirst(reader: Reader, { act, subject }: ActsQuery) {
  return reader
    .selectFrom('audit')
    .leftJoin('auth_user', (join) => join.on(sql<boolean>`auth_user.id::text = audit.who`))
    .leftJoin('api_key', 'api_key.id', 'audit.who')
    .where(({ eb, and }) =>
      and([
        ...(act === undefined ? [] : [eb('audit.act', '=', act)]),
        ...(subject === undefined ? [] : [eb('audit.subject', '=', subject)]),
      ]),
    )
    .select(({ fn }) => fn.coalesce('auth_user.email', 'api_key.name', 'audit.who').as('who'))
    .select(['audit.id', 'audit.at', 'audit.act', 'audit.subject'])
    .select(['audit.before', 'audit.after', 'audit.reason'])
    .orderBy('audit.at', 'desc')
    .orderBy('audit.id', 'desc')
}

type Place = Readonly<{ at: string; id: string }>
const place = z.tuple([z.iso.datetime(), z.string()])

function placeOf(cursor: string): Place | null {
  const words = place.safeParse(readCursor(cursor))
  return words.success ? { at: words.data[0], id: words.data[1] } : null
}

function isBefore({ at, id }: Place) {
  return sql<boolean>`(audit.at, audit.id) < (${at}::timestamptz, ${id})`
}
