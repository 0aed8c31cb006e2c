import type { AnyObject, Client } from './client.ts'
import { anyList } from './client.ts'
import { CONSOLE, Frame, link } from './console-sheets.tsx'
import { kinds } from './kinds.ts'
import { ObjectTable } from './object-table.tsx'

const PAGE = 50
/** How far back a search by a word reads: lists know no such filter. */
const PAGES_SEARCHED = 20

export type Asked = Readonly<{
  path: string
  /** A word that the object holds somewhere. */
  q?: string | undefined
  /** Of events: their type, and whether every endpoint has taken them. */
  type?: string | undefined
  delivery_success?: string | undefined
  starting_after?: string | undefined
}>

type Found = { items: AnyObject[]; older: string | undefined; isSearched: boolean }

/** A page of a list; with `q` those that hold the word, among the newest two thousand. */
export async function found({ get }: Client, asked: Asked): Promise<Found> {
  const { path, q, starting_after: first, ...rest } = asked
  const filter = Object.entries(rest).flatMap(([name, value]) => (value ? [[name, value]] : []))
  const page = (limit: number, after: string | undefined) => {
    const cursor = after === undefined ? {} : { starting_after: after }
    const query = new URLSearchParams({
      limit: String(limit),
      ...cursor,
      ...Object.fromEntries(filter),
    })
    return get(`${path}?${query}`, anyList)
  }
  if (!q) {
    const { data, has_more } = await page(PAGE, first)
    return { items: data, older: has_more ? data.at(-1)?.id : undefined, isSearched: false }
  }
  const items: AnyObject[] = []
  let after = first
  for (let read = 0; read < PAGES_SEARCHED; read += 1) {
    const { data, has_more } = await page(100, after)
    items.push(...data.filter((one) => holds(one, q)))
    after = data.at(-1)?.id
    if (!has_more || items.length >= PAGE) break
  }
  return { items: items.slice(0, PAGE), older: undefined, isSearched: true }
}

export function holds(object: AnyObject, word: string): boolean {
  return JSON.stringify(object).toLowerCase().includes(word.toLowerCase())
}

type Props = { account: string; asked: Asked; name: string } & Found

/** The objects of one kind, newest first, to be narrowed by a word; events by type and answer too. */
export const ListPage = ({ account, asked, name, items, older, isSearched }: Props) => (
  <Frame account={account} title={name}>
    <form method="get" action={`${CONSOLE}/console/list`} class="row">
      <input type="hidden" name="account" value={account} />
      <input type="hidden" name="path" value={asked.path} />
      <div>
        <label for="q">Holds the word</label>
        <input id="q" name="q" value={asked.q} />
      </div>
      {asked.path === '/v1/events' ? <EventFilter {...asked} /> : null}
      <button type="submit" class="plain">
        Show
      </button>
    </form>
    <ObjectTable account={account} caption={`${name}, newest first`} items={items} />
    {isSearched ? <p class="quiet">At most {PAGE}, from the newest 2,000.</p> : null}
    {older === undefined ? null : (
      <a href={link('/console/list', { account, ...said({ ...asked, starting_after: older }) })}>
        Older
      </a>
    )}
  </Frame>
)

const EventFilter = ({ type, delivery_success = '' }: Asked) => (
  <>
    <div>
      <label for="type">Type</label>
      <input id="type" name="type" value={type} placeholder="invoice.paid" />
    </div>
    <div>
      <label for="delivery_success">Delivered</label>
      <select id="delivery_success" name="delivery_success">
        <option value="">Whether or not</option>
        <option value="true" selected={delivery_success === 'true'}>
          Yes
        </option>
        <option value="false" selected={delivery_success === 'false'}>
          Refused somewhere
        </option>
      </select>
    </div>
  </>
)

function said(asked: Asked): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
}

/** The way to every kind of object. */
export const ObjectsPage = ({ account }: { account: string }) => (
  <Frame account={account} title="Objects">
    <ul class="columns">
      {kinds.map(({ name, path }) => (
        <li>
          <a href={link('/console/list', { account, path })}>{name}</a>
        </li>
      ))}
    </ul>
  </Frame>
)
