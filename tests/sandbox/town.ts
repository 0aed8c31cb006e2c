import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import Stripe from 'stripe'
import * as z from 'zod'
import type { SandboxOptions } from '../../src/sandbox/engine.ts'
import { createSandbox } from '../../src/sandbox/sandbox.ts'
import { memoryStore } from '../../src/sandbox/store/memory.ts'

/** 2026-03-31 12:00 UTC, where every town begins. */
export const START = 1_774_958_400

export type Town = Awaited<ReturnType<typeof town>>

/**
 * A sandbox on a free port, the real SDK on it, and an endpoint that notes what it is told. The
 * machine's clock stands still unless `machine.now` is moved.
 */
export async function town(options: Partial<SandboxOptions> = {}) {
  const machine = { now: new Date(START * 1000) }
  const post = await letterbox(machine)
  const sandbox = await createSandbox({
    store: memoryStore(),
    machineNow: () => machine.now,
    seed: 7,
    settlementCurrency: 'eur',
    origin: 'http://sandbox.test',
    defaultEndpoint: { url: post.url, secret: SECRET },
    log: () => {},
    ...options,
  })
  const server = await listening(sandbox.fetch)
  return {
    ...shop(server.port),
    machine,
    post,
    sandbox,
    origin: server.url,
    close: async () => {
      await sandbox.stop()
      server.close()
      post.close()
    },
  }
}

export type Shop = ReturnType<typeof shop>

/** The real SDK, and the sandbox's own JSON, on a sandbox at this port. */
export function shop(port: number) {
  return {
    stripe: new Stripe('sk_test_mainstay', {
      apiVersion: '2026-10-28.endive',
      host: '127.0.0.1',
      port,
      protocol: 'http',
      maxNetworkRetries: 0,
    }),
    call: (path: string, body?: unknown, key?: string) =>
      call(`http://127.0.0.1:${port}${path}`, body, key),
  }
}

const SECRET = 'whsec_of_the_town'

/** An endpoint that checks signatures with the SDK, and can be made to fail. */
async function letterbox(machine: { now: Date }) {
  const sdk = new Stripe('sk_test_letterbox')
  const box = {
    events: [] as Stripe.Event[],
    /** Whatever came, whoever sent it. */
    letters: [] as { path: string; body: string; signature: string }[],
    refused: 0,
    status: 200,
    /** Set to something that is not over yet, it holds all answers back. */
    held: Promise.resolve(),
    inHand: 0,
    /** How many were in hand at the same time, at most. */
    atOnce: 0,
  }
  const answer = async (request: Request) => {
    box.inHand += 1
    box.atOnce = Math.max(box.atOnce, box.inHand)
    await box.held
    const answered = await taken(request)
    box.inHand -= 1
    return answered
  }
  const taken = async (request: Request) => {
    const body = await request.text()
    const signature = request.headers.get('stripe-signature') ?? ''
    box.letters.push({ path: new URL(request.url).pathname, body, signature })
    if (box.status !== 200) return new Response(null, { status: box.status })
    try {
      const now = machine.now.getTime()
      box.events.push(
        await sdk.webhooks.constructEventAsync(body, signature, SECRET, 300, undefined, now),
      )
      return new Response('ok')
    } catch {
      box.refused += 1
      return new Response('bad signature', { status: 400 })
    }
  }
  let server = await listening(answer)
  return Object.assign(box, {
    url: server.url,
    close: () => server.close(),
    reopen: async (port: number) => {
      server = await listening(answer, port)
    },
  })
}

type Fetch = (request: Request) => Response | Promise<Response>

function listening(
  fetch: Fetch,
  port = 0,
): Promise<{ url: string; port: number; close: () => void }> {
  return new Promise((resolve) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, ({ port }: AddressInfo) =>
      resolve({ url: `http://127.0.0.1:${port}`, port, close: () => server.close() }),
    )
  })
}

/** A call of the sandbox's own JSON interface. */
async function call(url: string, body?: unknown, key?: string) {
  const headers = {
    'content-type': 'application/json',
    ...(key && { authorization: `Bearer ${key}` }),
  }
  const answer = await fetch(url, {
    headers,
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}

const CARD = '4242424242424242'
type Paying = {
  card?: string
  iban?: string
  email?: string
  country?: string
  promotion_code?: string
  authenticated?: boolean
}

/** A gift of 10.00 EUR, ordered and not paid. */
export function orderGift(
  { stripe }: Shop,
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
) {
  return stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: 'https://news.test/thank-you?session_id={CHECKOUT_SESSION_ID}',
    submit_type: 'donate',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'eur', unit_amount: 1000, product_data: { name: 'Gift' } },
      },
    ],
    payment_intent_data: { metadata: { kind: 'gift' } },
    ...more,
  })
}

/** A membership of 7.00 EUR, ordered and not paid. */
export function orderMembership(
  { stripe }: Shop,
  interval: 'month' | 'year' = 'month',
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
) {
  return stripe.checkout.sessions.create({
    mode: 'subscription',
    success_url: 'https://news.test/thank-you',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'eur',
          unit_amount: 700,
          recurring: { interval },
          product_data: { name: 'Membership' },
        },
      },
    ],
    subscription_data: { metadata: { kind: 'membership' } },
    ...more,
  })
}

/** What the payment page does when its button is pressed. */
export function pay(there: Shop, session: { id: string }, paying: Paying = {}) {
  const { iban, card = CARD, ...payer } = paying
  const body = { email: 'ann@reader.test', ...payer, ...(iban ? { iban } : { card }) }
  return there.call(`/_sandbox/checkout/${session.id}/pay`, body)
}

export async function payGift(there: Shop, paying: Paying = {}) {
  const session = await orderGift(there)
  await pay(there, session, paying)
  return there.stripe.checkout.sessions.retrieve(session.id)
}

export async function join(there: Shop, paying: Paying = {}, interval: 'month' | 'year' = 'month') {
  const session = await orderMembership(there, interval)
  await pay(there, session, paying)
  return there.stripe.checkout.sessions.retrieve(session.id)
}

export const DAY = 86_400

/** Moves the clock on. */
export function pass(there: Shop, seconds: number) {
  return there.call('/_sandbox/clock', { advance_seconds: seconds })
}

/** The event log, oldest first. */
export async function log({ stripe }: Shop): Promise<Stripe.Event[]> {
  const events: Stripe.Event[] = []
  for await (const event of stripe.events.list({ limit: 100 })) events.push(event)
  return events.reverse()
}

/**
 * The types in the event log, oldest first, from the `from`-th on. Payouts are left out: they come
 * by themselves every day.
 */
export async function types(there: Shop, from = 0): Promise<string[]> {
  const all = (await log(there)).map(({ type }) => type)
  return all.filter((type) => !type.startsWith('payout.')).slice(from)
}

/** The newest event of this type: its object, and what an update changed. */
export async function eventOf(there: Shop, type: string) {
  const { data } = (await log(there)).findLast((event) => event.type === type) ?? { data: {} }
  const { object, previous_attributes } = z
    .looseObject({ object: plain, previous_attributes: plain.default({}) })
    .parse(data)
  return { object, previous_attributes }
}
const plain = z.record(z.string(), z.unknown())

/** All balance transactions. */
export async function transactions({ stripe }: Shop): Promise<Stripe.BalanceTransaction[]> {
  const all: Stripe.BalanceTransaction[] = []
  for await (const txn of stripe.balanceTransactions.list({ limit: 100 })) all.push(txn)
  return all
}

/** The balance transactions of payments. */
export async function payments(there: Shop): Promise<Stripe.BalanceTransaction[]> {
  return (await transactions(there)).filter(({ type }) => type === 'charge')
}

/** What Stripe says the account has, all currencies and both kinds together. */
export async function balanceSum({ stripe }: Shop): Promise<number> {
  const { available, pending } = await stripe.balance.retrieve()
  return [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0)
}
