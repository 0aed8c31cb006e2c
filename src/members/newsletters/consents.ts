import { sql } from 'kysely'
import type { Reader } from '../../platform/database/connection.ts'
import type { Consent } from './consent.ts'

/** How a list stands: who gets it, who was asked and has not answered, who has left. */
export type ListCount = Readonly<{
  list: string
  source: string
  language: string
  running: number
  waiting: number
  ended: number
}>

/** By list, place of the form and language; an erased person counts among those who have left. */
export async function listCounts(reader: Reader): Promise<ListCount[]> {
  const count = (condition: ReturnType<typeof sql<boolean>>) =>
    sql<number>`(count(*) filter (where ${condition}))::int`
  return reader
    .selectFrom('newsletter_consent')
    .select(['list', 'source', 'language'])
    .select([
      count(sql`${isRunning}`).as('running'),
      count(sql`confirmed_at is null`).as('waiting'),
      count(sql`confirmed_at is not null and not ${isRunning}`).as('ended'),
    ])
    .groupBy(['list', 'source', 'language'])
    .orderBy('running', 'desc')
    .orderBy('source')
    .orderBy('language')
    .execute()
}

/** The latest agreements to a list, or all of one address, as evidence; at most a hundred. */
export async function evidence(
  reader: Reader,
  { list, address }: Readonly<{ list: string; address: string | null }>,
): Promise<Consent[]> {
  const all = reader.selectFrom('newsletter_consent').selectAll().where('list', '=', list)
  return (address === null ? all : all.where('address', '=', address))
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
}

export type Subscriber = Consent & Readonly<{ address: string; confirmed_at: Date }>

const atOnce = 1000

/** Who gets a list, a page of them after the last one. */
export async function subscribersAfter(
  reader: Reader,
  list: string,
  last: Pick<Consent, 'address_hash' | 'id'> | null,
): Promise<Subscriber[]> {
  const all = reader
    .selectFrom('newsletter_consent')
    .selectAll()
    .where('list', '=', list)
    .where(isRunning)
  const rest =
    last === null
      ? all
      : all.where(sql<boolean>`(address_hash, id) > (${last.address_hash}, ${last.id})`)
  const rows = await rest.orderBy('address_hash').orderBy('id').limit(atOnce).execute()
  return rows.flatMap(({ address, confirmed_at, ...row }) =>
    address === null || confirmed_at === null ? [] : [{ ...row, address, confirmed_at }],
  )
}

const isRunning = sql<boolean>`(confirmed_at is not null and ended_at is null and address is not null)`
