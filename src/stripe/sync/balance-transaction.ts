import type { Transaction } from 'kysely'
import { bookEntries, entryId, kindOf, type NewEntry } from '../../ledger/entry.ts'
import { keepOut, letGo } from '../../ledger/quarantine.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { dayOf } from '../../platform/day.ts'
import { askFor } from '../inbox/stored-event.ts'
import { takeTurn } from '../inbox/turn.ts'
import {
  type BalanceTransaction,
  parseBalanceTransaction,
  readBalanceTransaction,
  type UnreadableTransaction,
} from '../objects/balance-transaction.ts'
import { noteUnknownWords } from '../unknown-values.ts'
import { type Effect, type News, readNewest, type SyncDeps } from './effect.ts'

/** One transaction by itself, which a reading of the balance could not make out. */
export async function refreshBalanceTransaction(deps: SyncDeps, news: News): Promise<Effect> {
  const transaction = await readNewest(deps, news, parseBalanceTransaction, () =>
    deps.stripe.balanceTransactions.retrieve(news.id, { expand: ['source'] }),
  )
  if (transaction === null) return release(news.id)
  return {
    payer: null,
    write: async (trx) => {
      await bookMoney(trx, deps, [transaction])
      return {}
    },
  }
}

/**
 * Books a page of listed transactions, `source` expanded, in one database transaction; answers those
 * that were not in the books. One that cannot be booked is quarantined and keeps no other out.
 */
export async function bookListed(
  deps: SyncDeps,
  page: readonly unknown[],
): Promise<BalanceTransaction[]> {
  await noteUnknownWords(deps, page)
  const read = page.map(readBalanceTransaction)
  const readable = read.flatMap((each) => ('readable' in each ? [each.readable] : []))
  await quarantine(
    deps,
    read.flatMap((each) => ('unreadable' in each ? [each.unreadable] : [])),
  )
  const booked = await deps.db.transaction().execute(async (trx) => {
    await takeTurn(trx) // else a label learned at this moment would miss the entry
    return bookMoney(trx, deps, readable)
  })
  const isNew = new Set(booked)
  return readable.filter(({ id }) => isNew.has(entryId(id)))
}

/**
 * Keeps by its day what cannot be booked rightly, so that its month is not closed without it, and
 * asks for it by itself: its next answer may be a better one.
 */
async function quarantine(
  { db, config, machineClock }: SyncDeps,
  unreadable: readonly UnreadableTransaction[],
): Promise<void> {
  const now = machineClock.now()
  const rows = unreadable.map(({ id, created, reason }) => ({
    balance_transaction: id,
    day: created && dayOf(created, config.reportingTimezone),
    reason,
    found_at: now,
  }))
  await keepOut(db, rows)
  for (const { id: key } of unreadable) {
    await askFor(db, { type: 'balance_transaction', key }, { cause: `unreadable ${key}`, now })
  }
}

/** Stripe no longer knows it, so that it moved nothing. */
function release(id: string): Effect {
  return {
    payer: null,
    write: async (trx) => {
      await letGo(trx, id)
      return {}
    },
  }
}

/** Books what is not booked yet, each on its day in the books' zone; answers the entries' ids. */
function bookMoney(
  trx: Transaction<Schema>,
  { config, clock }: SyncDeps,
  transactions: readonly BalanceTransaction[],
): Promise<string[]> {
  const day = (at: Date) => dayOf(at, config.reportingTimezone)
  const entries = transactions.map((transaction) => entryOf(transaction, day))
  return bookEntries(trx, entries, clock.now())
}

function entryOf(transaction: BalanceTransaction, day: (at: Date) => string): NewEntry {
  const { id, type, created, ...rest } = transaction
  return {
    ...rest,
    id: entryId(id),
    source: 'stripe',
    kind: kindOf(type, rest.reporting_category),
    occurred_at: created,
    day: day(created),
    stripe_type: type,
    balance_transaction: id,
  }
}
