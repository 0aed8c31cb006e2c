import type Stripe from 'stripe'
import { latest, secondsAfter } from '../../platform/clock.ts'
import { inboxRow, storeEvents } from '../inbox/stored-event.ts'
import { subjectOf } from '../inbox/subject.ts'
import { isSubscribed } from '../inbox/subscribed.ts'
import { parseEvent } from '../objects/event.ts'
import type { SyncDeps } from '../sync/effect.ts'
import { createdSince, pagesOf } from '../sync/pages.ts'
import type { Found, Patience, Reading } from './find.ts'
import { hasRead, moveMark, readMark } from './watermark.ts'

const overlap_s = 2 * 3600
/** How long Stripe keeps events (domain/stripe.md 4.2). */
const kept_s = 30 * 24 * 3600

/**
 * Puts what Stripe's own list of events has and the inbox has not into the inbox, from two hours
 * behind the mark on, however long ago that is. Events younger than `youngest_s` are left for the
 * next time, as their webhook may be on its way.
 */
export async function readEvents(deps: SyncDeps, { youngest_s }: Patience): Promise<Reading> {
  const mark = await readMark(deps.db, 'events')
  const from = mark && secondsAfter(mark, -overlap_s)
  const until = secondsAfter(deps.clock.now(), -youngest_s)
  tellOfGap(deps, mark)
  const found: Found[] = []
  let newest = mark
  let listed = 0
  for await (const page of pagesSince(deps.stripe, from)) {
    listed += page.length
    const settled = page.map(eventOf).filter(({ created }) => youngest_s === 0 || created <= until)
    found.push(...(await storeMissing(deps, settled)))
    newest = latest([newest, settled[0]?.created ?? null])
  }
  await moveMark(deps.db, 'events', newest)
  return { listed, found, first: mark === null }
}

/** What happened before Stripe's oldest event is found by no sweep of events. */
function tellOfGap({ clock, log }: SyncDeps, mark: Date | null): void {
  if (mark === null || !hasRead(mark) || secondsAfter(mark, kept_s) >= clock.now()) return
  log.warn('events are gone that no webhook had brought: run mainstay backfill', {
    since: mark.toISOString(),
  })
}

type Listed = Readonly<{ raw: Stripe.Event; created: Date }>

function eventOf(raw: Stripe.Event): Listed {
  return { raw, created: new Date(raw.created * 1000) }
}

function pagesSince(stripe: Stripe, from: Date | null): AsyncIterable<Stripe.Event[]> {
  return pagesOf((cursor) => stripe.events.list({ ...createdSince(from), limit: 100, ...cursor }))
}

/** What brings nothing, or what our endpoint does not ask for, is not missed. */
async function storeMissing(deps: SyncDeps, listed: readonly Listed[]): Promise<Found[]> {
  const received_at = deps.machineClock.now()
  const received = listed.flatMap(({ raw }) => {
    const event = parseEvent(raw)
    if ('malformed' in event || subjectOf(event) === null) return []
    if (!isSubscribed(event.type)) return []
    return [{ event, payload: JSON.stringify(raw), origin: 'sweep', received_at } as const]
  })
  const rows = received.map((each) => inboxRow(each, deps.config.stripe))
  const stored = new Set(await storeEvents(deps.db, rows))
  return received
    .filter(({ event }) => stored.has(event.id))
    .map(({ event }) => ({ id: event.id, object: event.object.id ?? event.id }))
}
