import type { Transaction } from 'kysely'
import Stripe from 'stripe'
import type { Config } from '../../config.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Log } from '../../platform/log.ts'
import { noteUnknownWords } from '../unknown-values.ts'
import type { Payer } from './person.ts'

/** `random` is from [0, 1), for the jitter of retries alone. */
export type SyncDeps = Readonly<{
  config: Config
  db: Database
  stripe: Stripe
  clock: Clock
  machineClock: Clock
  ids: Ids
  log: Log
  random: () => number
  /** Set for a history that is read in: nobody is told of it. */
  quiet?: boolean
}>

/** An object to bring up to date. Without a snapshot it is fetched. `at`: when its latest news were made. */
export type News = Readonly<{ id: string; snapshot: unknown; at: Date }>

/**
 * Everything that one object says, written in the transaction that settles its lease. First all payers
 * become members, then each object is written, at the same time as those beside it; `write` answers
 * what it touched, and what follows from that is derived last.
 */
export type Effect = Readonly<{
  payer: Payer | null
  /** `member_id`: the payer's; null without a payer, and of one who stays a stranger. */
  write: (trx: Transaction<Schema>, member_id: string | null) => Promise<Touched>
}>

/** Members by id (null is nobody), payments by the key of their origin, invoices by id. */
export type Touched = Readonly<{
  members?: readonly (string | null)[]
  payments?: readonly string[]
  invoices?: readonly string[]
}>

export const noEffect: Effect = { payer: null, write: async () => ({}) }

/**
 * The newest object, parsed: its snapshot where there is one. Null when Stripe no longer has it. Words
 * in it that this version does not know are noted.
 */
export async function readNewest<Parsed>(
  deps: SyncDeps,
  { snapshot }: News,
  parse: (value: unknown) => Parsed,
  fetch: () => Promise<unknown>,
): Promise<Parsed | null> {
  const newest = snapshot === undefined ? await fetchedOrGone(fetch) : snapshot
  if (newest === null) return null
  await noteUnknownWords(deps, [newest])
  return parse(newest)
}

async function fetchedOrGone(fetch: () => Promise<unknown>): Promise<unknown> {
  try {
    return await fetch()
  } catch (error) {
    const isGone = error instanceof Stripe.errors.StripeError && error.code === 'resource_missing'
    if (isGone) return null
    throw error
  }
}
