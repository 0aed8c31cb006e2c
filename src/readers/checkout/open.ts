import { keepGift } from '../../members/gifts/store.ts'
import { saysNothing, wordsRow } from '../../members/order-words.ts'
import type { Clock } from '../../platform/clock.ts'
import { secondsAfter } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { Nonce } from '../../platform/http/nonce.ts'
import { nonceLifetime_s } from '../../platform/http/nonce.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Log } from '../../platform/log.ts'
import { languageOf } from '../../platform/ui/texts/language.ts'
import {
  type CheckoutClient,
  type OpenedSession,
  openCheckoutSession,
  readCheckoutSession,
} from '../../stripe/checkout.ts'
import { sessionOfFirst } from './first-sending.ts'
import type { Order } from './order.ts'
import { type Beside, sessionOrderOf } from './session-order.ts'
import {
  claimOrder,
  keepSession,
  type OrderRow,
  releaseOrder,
  sessionKept,
  type Visitor,
} from './store.ts'

export type OpeningDeps = Readonly<{
  db: Database
  stripe: CheckoutClient
  clock: Clock
  ids: Ids
  log: Log
  config: Readonly<{ baseUrl: string }>
}>
/** `perHour`: how many orders this visitor may send in an hour, where that is not the usual number. */
export type Opening = Readonly<{
  order: Order
  nonce: Nonce
  visitor: string
  perHour?: number | undefined
}>

export type Opened =
  | Readonly<{ kind: 'opened'; id: string; url: string }>
  | Readonly<{ kind: 'paid'; id: string }>
  | Readonly<{ kind: 'expired' }>
  | Readonly<{ kind: 'limited'; retry_after_s: number }>
  | Readonly<{ kind: 'amount_refused' }>
  | Readonly<{ kind: 'email_refused' }>
  | Readonly<{ kind: 'stripe_away' }>

/**
 * The Stripe page for one form, sent once or ten times: a row for its nonce, then Stripe, then the
 * session beside the row. Two statements of ours around the call, and nothing about the payer but what
 * they said with the order, which goes with it if nobody pays.
 */
export async function openCheckout(deps: OpeningDeps, opening: Opening): Promise<Opened> {
  const now = deps.clock.now()
  const visitor = { key: opening.visitor, now }
  const { said, email, gift } = opening.order
  const words = saysNothing(said) ? null : wordsRow(said, { nonce: opening.nonce.id, said_at: now })
  const claim = await claimOrder(
    deps.db,
    { row: rowOf(deps, opening, now), words },
    { ...visitor, perHour: opening.perHour },
  )
  if (claim.kind === 'limited') return claim
  if (claim.row.session !== null) return openedBefore(deps, claim.row.session)
  if (gift !== null) await keepGift(deps.db, gift, giftOrder(claim.row))
  const payer = { email, says: words !== null, isForOther: gift !== null }
  return openAtStripe(deps, claim.row, { ...payer, visitor })
}

/** What an earlier sending of the form opened, as it stands now; null when it opened nothing yet. */
export async function openedEarlier(deps: OpeningDeps, nonce: Nonce): Promise<Opened | null> {
  const session = await sessionKept(deps.db, nonce.id)
  return session === null || session === 'opening' ? null : openedBefore(deps, session)
}

function giftOrder({ nonce: id, language, created_at: ordered_at }: OrderRow) {
  return { id, language: languageOf(language ?? '') ?? 'en', ordered_at }
}

type Payer = Beside & Readonly<{ visitor: Visitor }>

async function openAtStripe(deps: OpeningDeps, row: OrderRow, { visitor, ...payer }: Payer) {
  const opened = await openCheckoutSession(deps.stripe, sessionOrderOf(row, payer, deps.config))
  if (opened.kind === 'opened')
    return { kind: 'opened', ...(await keepSession(deps.db, row, opened)) } as const
  if (opened.kind === 'in_use') {
    const first = await sessionOfFirst(deps.db, row.nonce)
    if (first !== null) return openedBefore(deps, first)
  }
  // After silence the row stays: sent again, the same key finds what Stripe may have opened.
  if (opened.kind !== 'unreachable') await releaseOrder(deps.db, row, visitor)
  return refusalOf(deps, opened)
}

function refusalOf(
  { log }: OpeningDeps,
  refused: Exclude<OpenedSession, { kind: 'opened' }>,
): Opened {
  switch (refused.kind) {
    case 'amount_refused':
    case 'email_refused':
      return refused
    case 'in_use':
    case 'failed':
    case 'unreachable':
      log.warn('stripe opened no checkout session', { kind: refused.kind, reason: refused.reason })
      return { kind: 'stripe_away' }
  }
}

/** Stripe knows whether the page of an earlier sending is still to be paid. */
async function openedBefore({ stripe, log }: OpeningDeps, id: string): Promise<Opened> {
  const read = await readCheckoutSession(stripe, id)
  if (read.kind !== 'session') {
    log.warn('stripe did not show a checkout session', { session: id, kind: read.kind })
    return { kind: 'stripe_away' }
  }
  const { status, url } = read.session
  if (status === 'complete') return { kind: 'paid', id }
  return status === 'open' && url !== null ? { kind: 'opened', id, url } : { kind: 'expired' }
}

/** Stripe's longest life of a session is 24 h by its own clock: a minute less forgives ours. */
const sessionLifetime_s = nonceLifetime_s - 60

function rowOf({ ids }: OpeningDeps, { order, nonce, visitor }: Opening, now: Date): OrderRow {
  return {
    nonce: nonce.id,
    member_ref: ids.next('ref'),
    frequency: order.frequency,
    amount_minor: order.amount.minor,
    base_minor: order.base.minor,
    extra_minor: order.extra.minor,
    currency: order.amount.currency,
    campaign: order.campaign,
    article: order.article,
    tier: order.tier,
    variant: order.variant,
    return_to: order.returnTo,
    language: order.language,
    visitor,
    session: null,
    url: null,
    created_at: now,
    expires_at: secondsAfter(now, sessionLifetime_s),
  }
}
