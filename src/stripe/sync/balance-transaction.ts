import type { Transaction } from 'kysely'
import { bookEntries, entryId, kindOf, type NewEntry } from '../../ledger/entry.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { dayOf } from '../../platform/day.ts'
import { type BalanceTransaction, parseBalanceTransaction } from '../objects/balance-transaction.ts'
import { type Effect, type News, noEffect, readNewest, type SyncDeps } from './effect.ts'

/** One transaction by itself, which a reading of the balance could not make out. */
export async function refreshBalanceTransaction(deps: SyncDeps, news: News): Promise<Effect> {
  const transaction = await readNewest(news, parseBalanceTransaction, () =>
    deps.stripe.balanceTransactions.retrieve(news.id, { expand: ['source'] }),
  )
  if (transaction === null) return noEffect
  return async (trx) => {
    await bookMoney(trx, deps, [transaction])
    return []
  }
}

/** Books what is not booked yet, each on its day in the books' zone; answers the entries' ids. */
export function bookMoney(
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
