import type Stripe from 'stripe'
import { latest, secondsAfter } from '../../platform/clock.ts'
import type { BalanceTransaction } from '../objects/balance-transaction.ts'
import { bookListed } from '../sync/balance-transaction.ts'
import type { SyncDeps } from '../sync/effect.ts'
import { listMoney } from '../sync/lists.ts'
import { pagesOf } from '../sync/pages.ts'
import type { Found, Patience, Reading } from './find.ts'
import { moveMark, readMark } from './watermark.ts'

/** How far behind the mark a reading begins: Stripe may list a transaction later than it dates it. */
const overlap_s = { thorough: 48 * 3600, quick: 600 } as const

/**
 * Books the account's balance transactions, in pages of a hundred from the newest on. `thorough`
 * reads 48 hours behind the mark to the end; `quick`, asked for by an event, stops behind the mark
 * at the first page that brings nothing new, so that a day of renewals costs a call a second and not
 * one each. The mark moves when all is read: a reading cut short is read again. Missed is what a webhook
 * tells of; fees and the like are told by none.
 */
export async function readMoney(
  deps: SyncDeps,
  pace: 'thorough' | 'quick',
  { youngest_s }: Patience = { youngest_s: 0 },
): Promise<Reading> {
  const mark = await readMark(deps.db, 'balance_transactions')
  const since = mark && secondsAfter(mark, -overlap_s[pace])
  const until = secondsAfter(deps.clock.now(), -youngest_s)
  const found: Found[] = []
  let newest = mark
  let listed = 0
  for await (const page of pagesOf((cursor) => listMoney(deps.stripe, since, cursor))) {
    const booked = await bookListed(deps, page)
    listed += page.length
    found.push(
      ...missedIn(youngest_s === 0 ? booked : booked.filter(({ created }) => created <= until)),
    )
    newest = latest([newest, page[0] ? createdOf(page[0]) : null])
    if (pace === 'quick' && booked.length === 0 && reachesBehind(page, mark)) break
  }
  await moveMark(deps.db, 'balance_transactions', newest)
  return { listed, found, first: mark === null }
}

type Listed = Stripe.BalanceTransaction

function missedIn(booked: readonly BalanceTransaction[]): Found[] {
  return booked.flatMap(({ id, charge, refund, dispute, payout }) => {
    const object = refund ?? dispute ?? charge ?? payout
    return object === null ? [] : [{ id, object }]
  })
}

function createdOf({ created }: Listed): Date {
  return new Date(created * 1000)
}

function reachesBehind(page: readonly Listed[], mark: Date | null): boolean {
  const oldest = page.at(-1)
  return mark !== null && (oldest === undefined || oldest.created * 1000 < mark.getTime())
}
