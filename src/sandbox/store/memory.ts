import {
  type AccountState,
  type Answer,
  type Changes,
  type Delivery,
  type DeliveryBox,
  isWithin,
  type Job,
  newAccount,
  type Outgoing,
  type Query,
  type Reader,
  type Row,
  type Store,
} from './store.ts'
import { turns } from './turns.ts'

type Shelf = {
  account: AccountState
  rows: Map<string, Row>
  jobs: Map<string, Job>
  deliveries: Map<string, Delivery>
  answers: Map<string, Answer>
}

/** Everything in this process's memory, gone with it: for tests. */
export function memoryStore(): Store {
  const shelves = new Map<string, Shelf>()
  const turn = turns()
  const shelf = (account: string) => {
    const known = shelves.get(account) ?? emptyShelf()
    shelves.set(account, known)
    return known
  }
  return {
    read: (account) => readerOf(() => shelf(account)),
    transact: (account, work) =>
      turn(account, async () => {
        const undo: (() => void)[] = []
        const mail: Delivery[] = []
        const write = async (changes: Changes) => {
          undo.push(apply(shelf(account), changes))
          mail.push(...changes.deliveries)
        }
        try {
          const result = await work({ ...readerOf(() => shelf(account)), write })
          await boxOf(() => shelf(account)).record(mail)
          forgetRemoved(shelf(account))
          return result
        } catch (error) {
          for (const step of undo.reverse()) step()
          throw error
        }
      }),
    deliveries: (account) => boxOf(() => shelf(account)),
    accounts: async () => [...shelves.keys()],
    ownerOf: async (id) => [...shelves].find(([, { rows }]) => rows.has(id))?.[0],
  }
}

function emptyShelf(): Shelf {
  const maps = { rows: new Map(), jobs: new Map(), deliveries: new Map(), answers: new Map() }
  return { account: newAccount, ...maps }
}

/** Applies the changes, save the deliveries; what it returns takes them back. */
function apply(shelf: Shelf, changes: Changes): () => void {
  const { account } = shelf
  shelf.account = changes.account
  const jobs = [
    ...changes.jobsDone.map((job) => [keyOf(job), undefined] as const),
    ...changes.jobs.map((job) => [keyOf(job), job] as const),
  ]
  const undo = [
    ...changes.removed.map((id) => set(shelf.rows, id, undefined)),
    ...changes.rows.map((row) => set(shelf.rows, row.id, row)),
    ...jobs.map(([key, job]) => set(shelf.jobs, key, job)),
    ...changes.answers.map(([key, answer]) => set(shelf.answers, key, answer)),
  ]
  return () => {
    shelf.account = account
    for (const step of undo.reverse()) step()
  }
}

/** Sets or deletes an entry; what it returns puts back what stood there. */
function set<T>(map: Map<string, T>, key: string, value: T | undefined): () => void {
  const before = map.get(key)
  if (value === undefined) map.delete(key)
  else map.set(key, value)
  return () => void set(map, key, before)
}

/** What was on its way to a removed endpoint goes with it. */
function forgetRemoved({ rows, deliveries }: Shelf): void {
  for (const { id, endpoint, state } of deliveries.values()) {
    if (state === 'pending' && !rows.has(endpoint)) deliveries.delete(id)
  }
}

const keyOf = ({ kind, subject }: Job) => `${kind} ${subject}`

function readerOf(shelf: () => Shelf): Reader {
  return {
    account: async () => shelf().account,
    find: async (ids) => ids.flatMap((id) => shelf().rows.get(id) ?? []),
    list: async (query) => listed([...shelf().rows.values()], query),
    jobs: async (until, limit, of = '') =>
      [...shelf().jobs.values()]
        .filter(({ due, clock }) => clock === of && due <= until)
        .sort((a, b) => a.due - b.due || a.seq - b.seq)
        .slice(0, limit),
    answer: async (key) => shelf().answers.get(key),
    undelivered: async () =>
      [...shelf().deliveries.values()]
        .filter(({ state, attempts }) => state !== 'delivered' && attempts > 0)
        .map(({ event }) => event),
    awaited: async (events) => {
      const waiting = [...shelf().deliveries.values()].filter(
        ({ state, event }) => state !== 'delivered' && events.includes(event),
      )
      return counted(waiting.map(({ event }) => event))
    },
    hasObjects: async () =>
      [...shelf().rows.values()].some(({ kind }) => kind !== 'webhook_endpoint'),
  }
}

function counted(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function listed(rows: Row[], query: Query): Row[] {
  const { all = [], some, none = [], created = {}, after, before, limit } = query
  const found = rows
    .filter((row) => row.kind === query.kind && isWithin(row.created, created))
    .filter(({ marks }) => all.every((mark) => marks.includes(mark)))
    .filter(({ marks }) => !some || some.some((mark) => marks.includes(mark)))
    .filter(({ marks }) => !none.some((mark) => marks.includes(mark)))
    .filter((row) => !after || newestFirst(row, after) > 0)
    .filter((row) => !before || newestFirst(row, before) < 0)
    .sort(newestFirst)
  return before ? found.slice(-limit) : found.slice(0, limit)
}

function newestFirst(a: Row, b: Row): number {
  return b.created - a.created || b.seq - a.seq
}

function boxOf(shelf: () => Shelf): DeliveryBox {
  return {
    due: async (until, limit, except) =>
      [...shelf().deliveries.values()]
        .filter(({ state, due, id }) => state === 'pending' && due <= until && !except.includes(id))
        .sort((a, b) => a.rank - b.rank)
        .slice(0, limit)
        .flatMap((delivery) => outgoing(shelf(), delivery)),
    record: async (deliveries) => {
      for (const delivery of deliveries) shelf().deliveries.set(delivery.id, delivery)
    },
    count: async () => {
      const counts = { pending: 0, delivered: 0, failed: 0 }
      for (const { state } of shelf().deliveries.values()) counts[state] += 1
      return counts
    },
    recent: async (limit, event) =>
      [...shelf().deliveries.values()]
        .filter((delivery) => event === undefined || delivery.event === event)
        .slice(-limit)
        .reverse(),
  }
}

function outgoing({ rows }: Shelf, delivery: Delivery): Outgoing[] {
  const event = rows.get(delivery.event)?.body
  const endpoint = rows.get(delivery.endpoint)?.body
  return event && endpoint ? [{ delivery, event, endpoint }] : []
}
