import Stripe from 'stripe'
import * as z from 'zod'
import { stripeApiVersion } from '../../../src/stripe/client.ts'
import { copyIn, copyOf, originalOf } from '../../properties/copies.ts'
import { type Account, openAccount, testClock } from '../account.ts'

const list = z.object({ data: z.array(z.looseObject({ id: z.string() })) })
const pageSize = 100
/** A payout takes the money of a whole day, not that of one payer; events are kept for thirty days. */
const shares: Readonly<Record<string, number>> = { '/v1/payouts': 0.01, '/v1/events': 0 }

const card = '4242424242424242'
const day = 86_400

/** A member of a year and a half who gave a gift besides and had one refund. */
export async function oneLife() {
  const machine = testClock('2024-01-10T10:00:00Z')
  const account = await openAccount(machine)
  await account.pay(await account.order({ frequency: 'monthly', amount: 500 }), {
    email: 'ann@example.org',
    name: 'Ann',
    card,
  })
  await account.advance(17 * 31 * day)
  await account.pay(await account.order({ frequency: 'once', amount: 2000 }), {
    email: 'ann@example.org',
    card,
  })
  await account.advance(10)
  const gift = (await account.stripe.charges.list({ limit: 1 })).data[0]?.id
  await account.act({ action: 'refund', charge: gift, amount: 500 })
  await account.advance(day)
  return { account, machine }
}

/**
 * Stripe with `copies` accounts' worth of one account's objects in each of its lists, as many as one
 * likes: of a list only its recorded objects are kept, a page is written when it is asked for.
 */
export function manyLives(account: Account, copies: number) {
  const recorded = new Map<string, Promise<readonly string[]>>()
  const calls: string[] = []
  const objectsAt = (path: string, query: URLSearchParams) => {
    const key = `${path}?${query}`
    const known = recorded.get(key) ?? objectsOf(account, key)
    recorded.set(key, known)
    return known
  }
  const fetch = async (address: string | URL | Request): Promise<Response> => {
    const url = new URL(address instanceof Request ? address.url : address)
    calls.push(url.pathname)
    const named = /\/[a-z]+_[^/]+-\d+$/.test(url.pathname) || url.searchParams.has('payout')
    if (named) return ofOneCopy(account, url)
    const after = url.searchParams.get('starting_after')
    const query = new URLSearchParams(url.searchParams)
    for (const name of ['starting_after', 'created[gte]']) query.delete(name)
    const objects = await objectsAt(url.pathname, query)
    const shown = Math.ceil(copies * (shares[url.pathname] ?? 1))
    return Response.json(pageOf(objects, { copies: shown, after, url: url.pathname }))
  }
  return { fetch, calls }
}

/** The SDK on such a stand-in, without a line to stand in. */
export function stripeBy(fetch: ReturnType<typeof manyLives>['fetch']): Stripe {
  return new Stripe('sk_test_account', {
    ...{ apiVersion: stripeApiVersion, host: 'sandbox.test', protocol: 'http', port: 80 },
    ...{ maxNetworkRetries: 0, telemetry: false, httpClient: Stripe.createFetchHttpClient(fetch) },
  })
}

async function objectsOf(account: Account, path: string): Promise<string[]> {
  const { data } = list.parse(await (await account.get(path)).json())
  return data.map((object) => JSON.stringify(object))
}

async function ofOneCopy(account: Account, url: URL): Promise<Response> {
  const asked = decodeURIComponent(url.pathname + url.search)
  const copy = /-(\d+)/.exec(asked)?.[1] ?? '0'
  const answer = await account.get(originalOf(asked))
  return new Response(copyOf(await answer.text(), Number(copy)), { status: answer.status })
}

type Place = Readonly<{ copies: number; after: string | null; url: string }>

/** The newest object of every copy, then the second newest of each: neighbours are strangers. */
function pageOf(objects: readonly string[], { copies, after, url }: Place) {
  const ids = objects.map((object) => list.shape.data.element.parse(JSON.parse(object)).id)
  const from = after === null ? 0 : ids.indexOf(originalOf(after)) * copies + copyIn(after) + 1
  const to = Math.min(from + pageSize, objects.length * copies)
  const data = Array.from({ length: to - from }, (_, index): unknown => {
    const object = objects[Math.floor((from + index) / copies)] ?? ''
    return JSON.parse(copyOf(object, (from + index) % copies))
  })
  return { object: 'list', url, data, has_more: to < objects.length * copies }
}
