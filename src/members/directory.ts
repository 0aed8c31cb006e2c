import { sql } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { MemberState } from '../platform/database/member-tables.ts'
import { readCursor, writeCursor } from '../platform/http/cursor.ts'

export type MemberRow = Readonly<{
  id: string
  email: string | null
  name: string | null
  state: MemberState
  since: Date | null
  until: Date | null
  frequency: string | null
  amount_minor: bigint | null
  currency: string | null
}>
export type MemberFilter = Readonly<{
  query?: string | undefined
  state?: MemberState | undefined
  now: Date
  limit: number
  cursor?: string | undefined
}>
export type MemberPage =
  | { kind: 'page'; members: readonly MemberRow[]; next_cursor: string | null }
  | { kind: 'cursor_unknown' }

/**
 * Members, newest first, with the state they have at `now`. `query` is a part of an address or a
 * name, in any case of letters; every address a person ever used finds them.
 */
export async function findMembers(reader: Reader, filter: MemberFilter): Promise<MemberPage> {
  const after = filter.cursor === undefined ? 'start' : positionOf(filter.cursor)
  if (after === null) return { kind: 'cursor_unknown' }
  const rows = await matching(reader, filter)
    .select('created_at')
    .$call((query) => (after === 'start' ? query : query.where(isAfter(after))))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit + 1)
    .execute()
  const shown = rows.slice(0, filter.limit)
  const last = shown.at(-1)
  const goesOn = rows.length > filter.limit && last !== undefined
  return {
    kind: 'page',
    members: shown.map(({ created_at: _, ...member }) => member),
    next_cursor: goesOn ? writeCursor([last.created_at.toISOString(), last.id]) : null,
  }
}

/** How many people are in each state at `now`; a state that nobody is in is absent. */
export async function membersByState(
  reader: Reader,
  now: Date,
): Promise<ReadonlyMap<MemberState, number>> {
  const rows = await membersAt(reader, now)
    .select('state')
    .select(({ fn }) => fn.countAll<bigint>().as('people'))
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, people }) => [state, Number(people)]))
}

/** One member as at `now`, or null. */
export async function memberAt(reader: Reader, id: string, now: Date): Promise<MemberRow | null> {
  const row = await membersAt(reader, now).selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) return null
  const { created_at: _, ...member } = row
  return member
}

function matching(reader: Reader, { query, state, now }: MemberFilter) {
  const all = membersAt(reader, now).select([
    ...(['id', 'email', 'name', 'state', 'since', 'until'] as const),
    ...(['frequency', 'amount_minor', 'currency'] as const),
  ])
  const inState = state === undefined ? all : all.where('state', '=', state)
  return query === undefined || query === '' ? inState : inState.where(isNamed(query))
}

/** A gift's window and a granted membership end by themselves: no event comes that would write it down, so the clock decides. */
function membersAt(reader: Reader, now: Date) {
  return reader.selectFrom((from) =>
    from
      .selectFrom('member')
      .select([
        ...(['id', 'email', 'name', 'since', 'until', 'created_at'] as const),
        ...(['frequency', 'amount_minor', 'currency'] as const),
        sql<MemberState>`case when state = 'supporter' and until <= ${now}
            then 'former_supporter'
            when state = 'member' and amount_minor is null and until <= ${now} then 'ended'
            else state end`.as('state'),
      ])
      .as('person'),
  )
}

function isNamed(query: string) {
  return sql<boolean>`(strpos(lower(name), lower(${query})) > 0
    or strpos(lower(email), lower(${query})) > 0
    or exists (select from member_email
      where member_id = person.id and strpos(member_email.email, lower(${query})) > 0))`
}

type Position = Readonly<{ created_at: Date; id: string }>

function positionOf(cursor: string): Position | null {
  const [at, id] = readCursor(cursor) ?? []
  const created_at = new Date(at ?? Number.NaN)
  return id === undefined || Number.isNaN(created_at.getTime()) ? null : { created_at, id }
}

function isAfter({ created_at, id }: Position) {
  return sql<boolean>`(created_at, id) < (${created_at}, ${id})`
}
