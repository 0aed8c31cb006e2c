import Stripe from 'stripe'
import * as z from 'zod'
import { stripeApiVersion } from '../../src/stripe/client.ts'
import type { InboxRow, Recording } from './recording.ts'

/**
 * Many lives of one story beside each other in one account: copy `k` has the recorded ids with `-k`
 * behind them and addresses at a host of its own, so that their orders can be told apart and their
 * work still goes in one batch.
 */
const id = /[a-z]+_(?:test_)?[0-9A-Za-z]{24,}(?!-\d|[0-9A-Za-z])/g
const copiedId = /([a-z]+_(?:test_)?[0-9A-Za-z]{24,})-(\d+)/g

export function copyOf(text: string, copy: number): string {
  const pieces = known.get(text) ?? piecesOf(text)
  known.set(text, pieces)
  return pieces.join(`${copy}`)
}

/** The few texts of a recording are copied hundreds of times, and looking for ids is what takes long. */
const known = new Map<string, readonly string[]>()

/** What stands before, between and behind the places of the copy's number. */
function piecesOf(text: string): readonly string[] {
  const place = '\0'
  return text
    .replace(id, `$&-${place}`)
    .replace(/@(example\.org)/gi, `@copy-${place}.$1`)
    .split(place)
}

/** The copy's text as it was recorded. */
export function originalOf(text: string): string {
  return text.replace(copiedId, '$1').replace(/@copy-\d+\./g, '@')
}

/** Which copy an id or an address belongs to. */
export function copyIn(text: string): number {
  const [, copy] = /-(\d+)(?:\.example\.org)?$/i.exec(text) ?? []
  if (copy === undefined) throw new Error(`${text} belongs to no copy`)
  return Number(copy)
}

export function rowOfCopy(row: InboxRow, copy: number): InboxRow {
  const { object_key, event_id, payload } = row
  return {
    ...row,
    object_key: copyOf(object_key, copy),
    event_id: copyOf(event_id, copy),
    payload: payload == null ? null : copyOf(payload, copy),
  }
}

/** What of the account's money can be seen: that of the copies in `revealed`, in their order. */
export type Curtain = Readonly<{ revealed: () => Promise<readonly number[]> }>

/**
 * Stripe for all copies at once: what names a copy's object is answered by the recorded account, and a
 * list that names none holds every copy's objects. Money is seen when its copy is revealed: else the
 * first reading of the balance would book it for those whose events are still to come.
 */
export function answersOfCopies(
  { account }: Pick<Recording, 'account'>,
  { copies, curtain }: { copies: number; curtain: Curtain },
): (request: Request) => Promise<Response> {
  const answers = new Map<string, Promise<Answer>>()
  const ask = (path: string) => {
    const answer = answers.get(path) ?? answered(account.get(path))
    answers.set(path, answer)
    return answer
  }
  const all = Array.from({ length: copies }, (_, copy) => copy)
  const lists = new Map<string, Promise<readonly Item[]>>()
  const everything = async (path: string, search: URLSearchParams) => {
    const query = filterOf(search)
    const key = `${path}?${query}`
    const items = lists.get(key) ?? wholeList(ask, path, query)
    lists.set(key, items)
    const shown = path === '/v1/balance_transactions' ? await curtain.revealed() : all
    return pageOf(copiesOf(await items, shown), path, search)
  }
  return async ({ url }) => {
    const { pathname, search, searchParams } = new URL(url)
    const asked = decodeURIComponent(`${pathname}${search}`)
    const copy = [...originalPath(asked).matchAll(copiedId)].at(0)?.[2]
    if (copy === undefined) return everything(pathname, searchParams)
    const { status, text } = await ask(originalOf(asked))
    return new Response(copyOf(text, Number(copy)), { status, headers: json })
  }
}

/** The SDK on such answers, in this process. */
export function stripeOfCopies(...given: Parameters<typeof answersOfCopies>): Stripe {
  const answer = answersOfCopies(...given)
  return new Stripe('sk_test_copies', {
    ...{ apiVersion: stripeApiVersion, maxNetworkRetries: 0, telemetry: false },
    httpClient: Stripe.createFetchHttpClient(
      (address: string | URL | Request, init?: RequestInit) => answer(new Request(address, init)),
    ),
  })
}

const json = { 'content-type': 'application/json' }
type Answer = Readonly<{ status: number; text: string }>
type Item = Readonly<{ id: string; created: number; text: string }>

async function answered(response: Response | Promise<Response>): Promise<Answer> {
  const { status } = await response
  return { status, text: await (await response).text() }
}

/** A cursor names a copy without asking for it alone. */
function originalPath(asked: string): string {
  return asked.replace(/[?&](starting_after|ending_before)=[^&]*/g, '')
}

/** Everything that the list is asked for but where in it. `created` is left out, as it tells copies apart by nothing. */
function filterOf(search: URLSearchParams): string {
  const kept = [...search].filter(([name]) => !/^(starting_after|limit|created)/.test(name))
  return new URLSearchParams(kept).toString()
}

const page = z.object({
  has_more: z.boolean(),
  data: z.array(z.looseObject({ id: z.string(), created: z.number().catch(0) })),
})

async function wholeList(
  ask: (path: string) => Promise<Answer>,
  path: string,
  query: string,
): Promise<readonly Item[]> {
  const items: Item[] = []
  for (let after = ''; ; ) {
    const { text } = await ask(`${path}?${query}&limit=100${after}`)
    const { data, has_more } = page.parse(JSON.parse(text))
    items.push(
      ...data.map((each) => ({ ...each, created: each.created, text: JSON.stringify(each) })),
    )
    const last = data.at(-1)
    if (!has_more || last === undefined) return items
    after = `&starting_after=${last.id}`
  }
}

/** Those of the copies named last come first, each copy's newest first. */
function copiesOf(items: readonly Item[], copies: readonly number[]): Copied[] {
  return copies.toReversed().flatMap((copy) => items.map((item) => ({ item, copy })))
}
type Copied = Readonly<{ item: Item; copy: number }>

function pageOf(all: readonly Copied[], url: string, search: URLSearchParams): Response {
  const after = search.get('starting_after')
  const limit = Number(search.get('limit') ?? 10)
  const from =
    after === null ? 0 : all.findIndex(({ item, copy }) => `${item.id}-${copy}` === after) + 1
  const data = all.slice(from, from + limit).map(({ item, copy }) => copyOf(item.text, copy))
  const has_more = from + limit < all.length
  const text = `{"object":"list","url":"${url}","has_more":${has_more},"data":[${data.join(',')}]}`
  return new Response(text, { headers: json })
}
