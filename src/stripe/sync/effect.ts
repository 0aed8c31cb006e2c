import type { Transaction } from 'kysely'
import Stripe from 'stripe'
import type { Config } from '../../config.ts'
import { moveOrigins } from '../../ledger/origin.ts'
import type { IdentityDeps } from '../../members/identity.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Log } from '../../platform/log.ts'
import { noteUnknownWords } from '../unknown-values.ts'

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
}>

/** An object to bring up to date. Without a snapshot it is fetched. `at`: when its latest news were made. */
export type News = Readonly<{ id: string; snapshot: unknown; at: Date }>

/**
 * Everything that one object says, written in the transaction that settles its lease. Answers what
 * it touched: what follows from that is derived when the objects beside it are written, too.
 */
export type Effect = (trx: Transaction<Schema>) => Promise<Touched>

/** Members by id (null is nobody), payments by the key of their origin, invoices by id. */
export type Touched = Readonly<{
  members?: readonly (string | null)[]
  payments?: readonly string[]
  invoices?: readonly string[]
}>

export const noEffect: Effect = async () => ({})

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

/** How members are told apart, with the ledger's labels following when two turn out to be one. */
export function identityDeps({ ids, clock }: SyncDeps): IdentityDeps {
  return {
    ids,
    merged: (trx, { from, into }) => moveOrigins(trx, { from, into, at: clock.now() }),
  }
}
