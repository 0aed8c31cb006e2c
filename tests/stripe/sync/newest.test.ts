import { expect, test } from 'vitest'
import type { Lease, WaitingEvent } from '../../../src/stripe/inbox/lease.ts'
import { newestOf } from '../../../src/stripe/sync/newest.ts'

const apiVersion = '2026-10-28.endive'

/** A moment so many seconds after ten. */
function at(seconds: number): Date {
  return new Date(Date.UTC(2026, 2, 10, 10, 0, seconds))
}

function news(seconds: number, more: Partial<WaitingEvent> = {}): WaitingEvent {
  const object = { id: 'sub_1', object: 'subscription', told_at: seconds }
  return {
    event_id: `evt_${seconds}`,
    type: 'customer.subscription.updated',
    api_version: apiVersion,
    created: at(seconds),
    payload: JSON.stringify({ data: { object } }),
    ...more,
  }
}

function lease(more: Partial<Lease>): Lease {
  const subject = { type: 'subscription', key: 'sub_1' } as const
  return {
    subject,
    version: 1n,
    attempts: 0,
    known_at: null,
    answered_at: null,
    events: [],
    ...more,
  }
}

test.each<[string, Partial<Lease>, string]>([
  ['a lone event of an object never seen', { events: [news(0)] }, 'snapshot'],
  ['two events of one second', { events: [news(5), news(5)] }, 'fetch'],
  ['two events two seconds apart', { events: [news(5), news(3)] }, 'fetch'],
  ['two events three seconds apart', { events: [news(2), news(5)] }, 'snapshot'],
  ['an object known three seconds before', { events: [news(5)], known_at: at(2) }, 'snapshot'],
  ['an object known two seconds before', { events: [news(5)], known_at: at(3) }, 'fetch'],
  ['an object fetched since', { events: [news(5)], known_at: at(60) }, 'fetch'],
  [
    'an event of three seconds before one that was answered',
    { events: [news(5)], known_at: at(60), answered_at: at(8) },
    'known',
  ],
  [
    'an event of two seconds before one that was answered',
    { events: [news(5)], known_at: at(60), answered_at: at(7) },
    'fetch',
  ],
  [
    'something that we asked for, whatever was answered',
    { events: [news(5, { type: 'mainstay.asked' })], known_at: at(60), answered_at: at(90) },
    'fetch',
  ],
  ['an event of an older version', { events: [news(5, { api_version: '2020-08-27' })] }, 'fetch'],
  ['an event without its payload', { events: [news(5, { payload: null })] }, 'fetch'],
  ['an object that failed before', { events: [news(5)], attempts: 1 }, 'fetch'],
  ['no event at all', {}, 'fetch'],
  [
    'an event that carries another object',
    { events: [news(5, { payload: '{"data":{"object":{"object":"invoice"}}}' })] },
    'fetch',
  ],
  [
    'an invoice whose payment failed',
    { events: [news(5, { type: 'invoice.payment_failed' })] },
    'fetch',
  ],
  ['a deletion', { events: [news(5, { type: 'customer.deleted' })] }, 'fetch'],
])('%s', (_, more, kind) => {
  expect(newestOf(lease(more), { apiVersion }).kind).toBe(kind)
})

test('the snapshot is the one of the latest event, in whichever order they came', () => {
  const found = newestOf(lease({ events: [news(0), news(9), news(4)] }), { apiVersion })
  expect(found).toMatchObject({ kind: 'snapshot', object: { told_at: 9 }, at: at(9) })
})
