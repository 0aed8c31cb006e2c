import type { Transaction } from 'kysely'
import { missingFromBooks } from '../../ledger/entry.ts'
import { recordOrigin } from '../../ledger/origin.ts'
import { noteLanguage } from '../../members/addressee.ts'
import { recordFailedAttempt } from '../../members/attempts.ts'
import { notePayingCard } from '../../members/cards.ts'
import { deliverGifts } from '../../members/gifts/letters.ts'
import { hearGiftPayment } from '../../members/gifts/store.ts'
import { erasedPayer } from '../../members/identity.ts'
import { attachOrderWords } from '../../members/order-words.ts'
import { writeRefunds } from '../../members/refunds.ts'
import { writePayment } from '../../members/store.ts'
import { noteVariant } from '../../members/variants.ts'
import { readerOf } from '../../platform/database/connection.ts'
import type { ReaderClass } from '../../platform/database/ledger-tables.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { dayOf } from '../../platform/day.ts'
import { askFor } from '../inbox/stored-event.ts'
import { balanceSubject } from '../inbox/subject.ts'
import { type Charge, parseCharge } from '../objects/charge.ts'
import { parseCheckoutSession } from '../objects/checkout-session.ts'
import { type Effect, type News, noEffect, readNewest, type SyncDeps } from './effect.ts'
import { guest, nameless, type Payer, payerOfCustomer } from './person.ts'

/** A payment as its person's desk shows it, and what its entries are labelled by. Money: see sweeps. */
export async function refreshCharge(deps: SyncDeps, news: News): Promise<Effect> {
  const charge = await newestCharge(deps, news)
  if (charge === null) return noEffect
  const payer = await payerOf(deps, charge, news)
  const now = deps.machineClock.now()
  const write: Effect['write'] = async (trx, member_id) => {
    const key = await recordWhatFor(trx, deps, charge, member_id)
    if (member_id !== null) {
      await writePayments(trx, charge, member_id)
      await noteLanguage(trx, member_id, charge.labels.language)
      await noteCardOf(trx, charge)
    }
    const { wordsOf, variant } = charge.labels
    if (charge.state !== 'failed')
      await noteVariant(trx, key, { variant, noted_at: charge.made_at })
    if (wordsOf !== null && member_id !== null && charge.state !== 'failed')
      await attachOrderWords(trx, wordsOf, { member_id, paid_by: key })
    const holders = await tellGift(trx, deps, charge, { member_id, key })
    if (isRefused(charge)) await recordFailedAttempt(trx, attemptOf(charge))
    const missing = await missingFromBooks(trx, charge.transactions)
    for (const cause of [...missing, ...untold(charge)]) {
      await askFor(trx, balanceSubject, { cause, now })
    }
    return { members: [member_id, ...holders], payments: [key] }
  }
  return { payer, write }
}

/**
 * A refund's news are those of its charge, with all its refunds beside each other: so their order
 * does not matter, and one on its way is told from one that has arrived. Events do not list them.
 */
async function newestCharge(deps: SyncDeps, news: News): Promise<Charge | null> {
  const fetched = () => deps.stripe.charges.retrieve(news.id, { expand: ['refunds'] })
  const charge = await readNewest(deps, news, parseCharge, fetched)
  if (!charge || news.snapshot === undefined || isTold(charge)) return charge
  return readNewest(deps, { ...news, snapshot: undefined }, parseCharge, fetched)
}

function isTold({ refunds, refunded_minor }: Charge): boolean {
  return refunds !== null || refunded_minor === 0n
}

/**
 * Stripe names a charge's transaction some seconds after the money came (`charge.updated`, domain/
 * stripe.md 1.3), but lists it at once: the balance is read on behalf of the charge, once.
 */
function untold({ id, state, transactions }: Charge): string[] {
  return state === 'succeeded' && transactions.length === 0 ? [id] : []
}

/**
 * A customer, else a guest by the address of the bill, else by that of their Checkout. A guest whose
 * card was refused is nobody yet: whoever tries cards must not fill the list of members. A bank debit
 * that fails after days was somebody's already, whether or not we were told in time.
 */
async function payerOf(deps: SyncDeps, charge: Charge, news: News): Promise<Payer | null> {
  const { customer, email, name, state, debit } = charge
  if (customer !== null) return payerOfCustomer(deps, customer, { email, name }, news)
  if (state === 'failed' && !debit) return null
  const erased = await erasedPayer(readerOf(deps.db), charge.id)
  if (erased !== null) return nameless(erased)
  return email === null ? payerOfSession(deps, charge) : guest(email, name)
}

async function payerOfSession(deps: SyncDeps, charge: Charge): Promise<Payer | null> {
  if (charge.payment_intent === null) return null
  const query = { payment_intent: charge.payment_intent, limit: 1 }
  const [found] = (await deps.stripe.checkout.sessions.list(query)).data
  if (found === undefined) return null
  const session = parseCheckoutSession(found)
  return session.email === null ? null : guest(session.email, session.name)
}

/** Adds what the charge knows to its payment's origin; answers that one's key. */
async function recordWhatFor(
  trx: Transaction<Schema>,
  { clock }: SyncDeps,
  charge: Charge,
  member_id: string | null,
): Promise<string> {
  const { country, invoice, labels } = charge
  const key = charge.payment_intent ?? charge.id
  const facts = { key, member_id, country, invoice, ...labelledAs(labels) }
  await recordOrigin(trx, facts, clock.now())
  return key
}

/** A membership for somebody else: paid, and delivered if its day has come; or paid back. */
async function tellGift(
  trx: Transaction<Schema>,
  { clock, config }: SyncDeps,
  charge: Charge,
  { member_id, key: paid_by }: Readonly<{ member_id: string | null; key: string }>,
): Promise<string[]> {
  const { labels, state, amount_minor, refunded_minor, made_at, returned } = charge
  if (labels.recipient === null || member_id === null || isRefused(charge)) return []
  const now = clock.now()
  const payment = {
    ...{ id: labels.recipient, member_id, paid_by },
    paid_at: state === 'succeeded' ? made_at : null,
    isReturned: returned || (state === 'succeeded' && refunded_minor >= amount_minor),
  }
  const holders = await hearGiftPayment(trx, payment, now)
  await deliverGifts(trx, { now, today: dayOf(now, config.reportingTimezone) })
  return holders
}

async function noteCardOf(trx: Transaction<Schema>, charge: Charge) {
  const { customer, state, paid_with, made_at: at } = charge
  if (customer === null || paid_with === null || state !== 'succeeded') return
  await notePayingCard(trx, { customer, ...paid_with, at })
}

/** Only our own checkout's words say what a payment is for; a membership's come by its invoice. */
function labelledAs({ kind, campaign, article, product, recipient }: Charge['labels']) {
  const isGift = gifts.some((word) => word === kind) || recipient !== null
  const gift: ReaderClass = 'gift'
  return isGift ? { class: gift, campaign, article, product } : {}
}

/** Whoever pays for another's membership supports us; who gets it is a reference of ours. */
const gifts = ['gift', 'donation', 'gift_membership']

async function writePayments(trx: Transaction<Schema>, charge: Charge, member_id: string) {
  const { id, payment_intent, state, failure, returned, amount_minor, currency, made_at } = charge
  const { refunded_minor, refund_pending_minor, presented, labels } = charge
  await writePayment(trx, {
    ...{ member_id, id, payment_intent, state, failure, returned, amount_minor, currency, made_at },
    ...{ refunded_minor, refund_pending_minor, recipient_ref: labels.recipient },
    presented_minor: presented?.amount_minor ?? null,
    presented_currency: presented?.currency ?? null,
  })
  const refunds = charge.refunds ?? []
  await writeRefunds(
    trx,
    { member_id, payment: id },
    refunds.map(({ transactions: _, ...refund }) => refund),
  )
}

/** A debit that came back later was no attempt with a bad card. */
function isRefused({ state, returned }: Charge): boolean {
  return state === 'failed' && !returned
}

function attemptOf({ id, made_at, customer, failure, ...charge }: Charge) {
  const { risk_level, amount_minor, currency, country, card, labels } = charge
  return {
    ...{ id, customer, risk_level, amount_minor, currency, country, card, nonce: labels.form },
    failed_at: made_at,
    reason: failure,
  }
}
