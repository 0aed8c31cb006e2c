import type Stripe from 'stripe'
import { secondsAfter } from '../../platform/clock.ts'
import { bookListed } from '../sync/balance-transaction.ts'
import type { SyncDeps } from '../sync/effect.ts'
import { createdSince, pagesOf } from '../sync/pages.ts'
import { moveMark, readMark } from './watermark.ts'

/** How far behind the mark a reading begins: Stripe may list a transaction later than it dates it. */
const overlap_s = { thorough: 48 * 3600, quick: 600 } as const

/** A transaction that was not in the books before, and what it is about. */
type FoundMoney = Readonly<{ id: string; object: string }>
/** `first`: nothing had been read before, so that finding something says nothing about webhooks. */
export type MoneyRead = Readonly<{ found: readonly FoundMoney[]; first: boolean }>

/**
 * Books the account's balance transactions, in pages of a hundred from the newest on. `thorough`
 * reads 48 hours behind the mark to the end; `quick`, asked for by an event, stops behind the mark
 * at the first page that brings nothing new, so that a day of renewals costs a call a second and not
 * one each. The mark moves when all is read: a reading cut short is read again.
 */
export async function readMoney(deps: SyncDeps, pace: 'thorough' | 'quick'): Promise<MoneyRead> {
  const mark = await readMark(deps.db, 'balance_transactions')
  const since = mark && secondsAfter(mark, -overlap_s[pace])
  const found: FoundMoney[] = []
  let newest = mark
  for await (const page of pagesSince(deps.stripe, since)) {
    const booked = await bookPage(deps, page)
    found.push(...booked)
    newest = latest(newest, page.at(0))
    if (pace === 'quick' && booked.length === 0 && reachesBehind(page, mark)) break
  }
  await moveMark(deps.db, 'balance_transactions', newest)
  return { found, first: mark === null }
}

type Listed = Stripe.BalanceTransaction

function pagesSince(stripe: Stripe, since: Date | null): AsyncIterable<Listed[]> {
  const query = { ...createdSince(since), limit: 100, expand: ['data.source'] }
  return pagesOf((cursor) => stripe.balanceTransactions.list({ ...query, ...cursor }))
}

/** What was booked stays so if the next page cannot be had. */
async function bookPage(deps: SyncDeps, page: readonly Listed[]): Promise<FoundMoney[]> {
  const booked = await bookListed(deps, page)
  return booked.map(({ id, charge, refund, dispute, payout }) => ({
    id,
    object: refund ?? dispute ?? charge ?? payout ?? id,
  }))
}

function latest(known: Date | null, listed: Listed | undefined): Date | null {
  if (listed === undefined) return known
  const created = new Date(listed.created * 1000)
  return known !== null && known > created ? known : created
}

function reachesBehind(page: readonly Listed[], mark: Date | null): boolean {
  const oldest = page.at(-1)
  return mark !== null && (oldest === undefined || oldest.created * 1000 < mark.getTime())
}
