import { endAct, isHolder, noteBefore, openAct } from '../../members/membership-acts.ts'
import { actsIn } from '../../members/phase.ts'
import { recordAct } from '../../platform/audit.ts'
import { readerOf } from '../../platform/database/connection.ts'
import { type Refusal, refusalIn } from '../calls/refusal.ts'
import type { SyncDeps } from '../sync/effect.ts'
import { carryOut, voidOpen } from './carry-out.ts'
import { type Held, markOf, readHeld } from './held.ts'
import { keepRead } from './keep-read.ts'
import { comeBack, type Return, runningOf } from './return.ts'
import { isReached, type Wish } from './wish.ts'

/** An act that somebody asks for. */
export type Asked = Readonly<{
  /** Names the form: sent again, it is the same act. */
  id: string
  /** For the audit: the reader themselves, or who of the staff. */
  who: string
  person: string
  subscription: string
  /** `markOf` the membership that the form was filled in by; null from programs that saw none. */
  expected: string | null
  wish: Wish | Return
}>

export type Acted =
  /** As Stripe says it is now, whoever did it. */
  | Readonly<{ kind: 'done'; held: Held }>
  /** Something has happened since the form was made: it has to be looked at again. */
  | Readonly<{ kind: 'changed'; held: Held }>
  | Readonly<{ kind: 'not_possible'; held: Held }>
  | Readonly<{ kind: 'declined'; code: string | null; held: Held }>
  | Readonly<{ kind: 'refused'; held: Held }>
  /** Another act on this membership is at work. */
  | Readonly<{ kind: 'busy' }>
  | Readonly<{ kind: 'not_found' }>
  /** Stripe does not answer. `again`: by the same form, as nobody knows whether it was done. */
  | Readonly<{ kind: 'away'; again: boolean }>

/**
 * Does an act on a membership of this person's own: written down, compared with what Stripe says now,
 * done, read back, kept, and only then done. No transaction is open while Stripe is asked. Cut off
 * anywhere, the same form goes on where it was, and news of what was done come by webhook besides.
 */
export async function perform(deps: SyncDeps, asked: Asked): Promise<Acted> {
  const { person, subscription } = asked
  if (!(await isHolder(readerOf(deps.db), { person, subscription }))) return { kind: 'not_found' }
  const opening = await openAct(deps, rowOf(asked))
  if (opening === 'busy') return { kind: 'busy' }
  const read = await readHeld(deps.stripe, subscription)
  if (read.kind === 'not_found') return ended(deps, asked, { kind: 'not_found' })
  if (read.kind === 'away') return away(deps, read.reason)
  if (opening === 'refused') return { kind: 'changed', held: read.held }
  return attempt(deps, asked, read.held)
}

async function attempt(deps: SyncDeps, asked: Asked, held: Held): Promise<Acted> {
  try {
    const reached = await reachedBefore(deps, asked, held)
    if (reached !== null) return done(deps, asked, reached)
    if (asked.expected !== null && asked.expected !== markOf(held)) {
      return ended(deps, asked, { kind: 'changed', held })
    }
    if (!isPossible(asked.wish, held)) return ended(deps, asked, { kind: 'not_possible', held })
    await noteBefore(deps.db, { member_id: asked.person, id: asked.id }, factsOf(held))
    const carried = await carriedOut(deps, asked, held)
    if (carried === 'no_method') return ended(deps, asked, { kind: 'not_possible', held })
    return done(deps, asked, carried)
  } catch (error) {
    return refusedAs(deps, asked, { held, refusal: refusalIn(error) })
  }
}

/** What it has become already; leaving is finished where it was cut off between its calls. */
async function reachedBefore({ stripe }: SyncDeps, { wish }: Asked, held: Held) {
  if (wish.act === 'return') return runningOf(stripe, held)
  if (!isReached(wish, held)) return null
  if (wish.act === 'leave' && held.phase === 'ended') await voidOpen(stripe, held.id)
  return held
}

function isPossible(wish: Asked['wish'], held: Held): boolean {
  const isPriced = wish.act === 'amount' || wish.act === 'frequency' || wish.act === 'return'
  return actsIn(held.phase).includes(wish.act) && !(isPriced && held.item === null)
}

/**
 * The membership as it is read back, of a return the one that has begun; null when Stripe fell silent
 * before it could be read.
 */
async function carriedOut(
  deps: SyncDeps,
  { id, wish }: Asked,
  held: Held,
): Promise<Held | null | 'no_method'> {
  const { stripe } = deps
  const key = `act:${id}`
  if (wish.act === 'return') {
    const began = await comeBack(stripe, { held, wish, key })
    return began === null ? 'no_method' : readBack(deps, began.id, [])
  }
  return readBack(deps, held.id, await carryOut(stripe, { held, wish, key }))
}

async function readBack(deps: SyncDeps, id: string, invoices: readonly string[]) {
  const read = await readHeld(deps.stripe, id)
  const bills = invoices.map((invoice) => ({ type: 'invoice', id: invoice }) as const)
  await keepRead(deps, [{ type: 'subscription', id }, ...bills])
  return read.kind === 'held' ? read.held : null
}

/** `after` is null when Stripe did it and then fell silent: said to be done only once it is read. */
async function done(deps: SyncDeps, asked: Asked, after: Held | null): Promise<Acted> {
  if (after === null) return away(deps, 'it was done and could not be read back')
  const { id, person, who, wish, subscription } = asked
  await deps.db.transaction().execute(async (trx) => {
    const ended = await endAct(trx, deps, { member_id: person, id, outcome: 'done' })
    if (ended === null) return
    await recordAct(trx, deps, {
      ...{ who, act: `membership.${wish.act}`, subject: subscription, after: factsOf(after) },
      ...(ended.before === null ? {} : { before: ended.before }),
      ...(wish.act === 'leave' && wish.reason !== null ? { reason: wish.reason } : {}),
    })
  })
  return { kind: 'done', held: after }
}

function factsOf({ id, phase, amount, frequency, endsAt, resumesAt }: Held): object {
  return {
    ...{ subscription: id, phase, amount_minor: Number(amount.minor), currency: amount.currency },
    ...{ frequency, ends_at: endsAt, resumes_at: resumesAt },
  }
}

type Refused = Readonly<{ held: Held; refusal: Refusal }>

function refusedAs(
  deps: SyncDeps,
  asked: Asked,
  { held, refusal }: Refused,
): Promise<Acted> | Acted {
  const { kind, status, code, decline, reason } = refusal
  if (kind === 'unreachable') return away(deps, reason)
  if (status === 409) return { kind: 'busy' }
  if (kind === 'in_use') return ended(deps, asked, { kind: 'changed', held })
  deps.log.warn('stripe refused an act', { act: asked.wish.act, reason })
  if (status === 402) return ended(deps, asked, { kind: 'declined', code: decline ?? code, held })
  const isLimit = status === 429 || (status !== null && status >= 500)
  return ended(deps, asked, isLimit ? { kind: 'away', again: false } : { kind: 'refused', held })
}

/** Ends the act without having done it; its form is of no more use. */
async function ended(deps: SyncDeps, { id, person }: Asked, acted: Acted): Promise<Acted> {
  await endAct(deps.db, deps, { member_id: person, id, outcome: 'refused' })
  return acted
}

function away({ log }: SyncDeps, reason: string): Acted {
  log.warn('stripe did not answer an act', { reason })
  return { kind: 'away', again: true }
}

function rowOf({ id, person, subscription, wish }: Asked) {
  const { reason, comment } = wish.act === 'leave' ? wish : { reason: null, comment: null }
  return { id, member_id: person, subscription, act: wish.act, reason, comment }
}
