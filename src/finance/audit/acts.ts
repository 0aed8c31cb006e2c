import { sql } from 'kysely'
import * as z from 'zod'
import type { Reader } from '../../platform/database/connection.ts'
import { pageOf, placeIn } from '../../platform/http/cursor.ts'

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
  const after = placeIn(query.cursor, place)
  if (after === 'cursor_unknown') return { kind: after } as const
  const found = await newestFirst(reader, query)
    .where(({ and }) => and(after === null ? [] : [isBefore(after)]))
    .limit(query.limit + 1)
    .execute()
  const { rows, next_cursor } = pageOf(found, query.limit, ({ at, id }) => [at.toISOString(), id])
  return { kind: 'found', data: rows.map(({ id: _, ...row }) => row), next_cursor } as const
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

const place = z.tuple([z.iso.datetime(), z.string()]).transform(([at, id]) => ({ at, id }))

function isBefore({ at, id }: z.output<typeof place>) {
  return sql<boolean>`(audit.at, audit.id) < (${at}::timestamptz, ${id})`
}
