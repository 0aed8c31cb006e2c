import type { Kind } from '../objects/objects.ts'

/** An object as it is kept: `marks` is what lists filter by, `body` its JSON. */
export type Row = Readonly<{
  id: string
  kind: Kind
  /** Grows with each object of the account; orders those of one second. */
  seq: number
  /** Seconds of the sandbox's clock. */
  created: number
  marks: readonly string[]
  body: string
}>

/**
 * Something that will happen by itself. One per kind and subject: planning it again moves it.
 * `clock` is the test clock it waits for, empty for the account's own; `due` is by that clock.
 */
export type Job = Readonly<{
  kind: string
  subject: string
  due: number
  seq: number
  clock: string
}>

export type DeliveryState = 'pending' | 'delivered' | 'failed'

/** One event on its way to one endpoint. */
export type Delivery = Readonly<{
  id: string
  event: string
  endpoint: string
  /** Milliseconds of the sandbox's clock: when the event happened, and when it is tried next. */
  born: number
  due: number
  /** Which of those due goes first. */
  rank: number
  attempts: number
  state: DeliveryState
  /** What chaos did to it at the last attempt (`flawsOf`). */
  flaws: readonly string[]
  /** What the endpoint said last: a status or the network's word. */
  outcome: string | null
}>

/** An answer kept for its idempotency key. */
export type Answer = Readonly<{
  fingerprint: string
  status: number
  body: string
  request_id: string
  at: number
}>

/** What an account is beside its objects. */
export type AccountState = Readonly<{
  /** How far the account's clock is ahead of the machine's. */
  offset_ms: number
  /** Set while the clock is on its way there, seconds. */
  advancing_to: number | null
  /** The last number given out. */
  seq: number
  /** Balances by settlement currency, minor units. */
  balances: Readonly<Record<string, Readonly<{ available: number; pending: number }>>>
  /** The setting of `POST /_sandbox/chaos`, as it was sent. */
  chaos: Readonly<Record<string, unknown>>
  /** What was ever set by `POST /_sandbox/settings`. */
  settings: Readonly<Record<string, unknown>>
  /** Whether there ever was a test clock, so that most accounts need not look for one. */
  has_test_clocks: boolean
}>

export const newAccount: AccountState = {
  offset_ms: 0,
  advancing_to: null,
  seq: 0,
  balances: {},
  chaos: {},
  settings: {},
  has_test_clocks: false,
}

export type CreatedFilter = Partial<Record<'gt' | 'gte' | 'lt' | 'lte', number>>

export function isWithin(at: number, { gt, gte, lt, lte }: CreatedFilter): boolean {
  if (gt !== undefined && at <= gt) return false
  if (gte !== undefined && at < gte) return false
  if (lt !== undefined && at >= lt) return false
  return lte === undefined || at <= lte
}

/** Which objects of one kind; newest first. */
export type Query = Readonly<{
  kind: Kind
  /** All of these marks … */
  all?: readonly string[]
  /** … at least one of these … */
  some?: readonly string[]
  /** … and none of these. */
  none?: readonly string[]
  created?: CreatedFilter
  limit: number
  /** Older than this row, or newer (then the oldest of the newer ones come). */
  after?: Row
  before?: Row
}>

export type Reader = {
  account: () => Promise<AccountState>
  find: (ids: readonly string[]) => Promise<Row[]>
  list: (query: Query) => Promise<Row[]>
  /** Jobs due until then by a clock, the earliest first. */
  jobs: (until: number, limit: number, clock?: string) => Promise<Job[]>
  answer: (key: string) => Promise<Answer | undefined>
  /** Events that an endpoint has refused and not taken since. */
  undelivered: () => Promise<string[]>
  /** How many endpoints have still to take each of these events; none that nobody waits for. */
  awaited: (events: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** Whether there is anything but webhook endpoints. */
  hasObjects: () => Promise<boolean>
}

/** What one unit of work leaves behind. */
export type Changes = Readonly<{
  account: AccountState
  rows: readonly Row[]
  removed: readonly string[]
  jobs: readonly Job[]
  jobsDone: readonly Job[]
  deliveries: readonly Delivery[]
  answers: readonly (readonly [key: string, answer: Answer])[]
}>

export type Writer = Reader & { write: (changes: Changes) => Promise<void> }

export type Outgoing = Readonly<{ delivery: Delivery; event: string; endpoint: string }>

/** The mail room: what is due with the bodies of its event and endpoint, and how it went. */
export type DeliveryBox = {
  due: (until_ms: number, limit: number, except: readonly string[]) => Promise<Outgoing[]>
  record: (deliveries: readonly Delivery[]) => Promise<void>
  count: () => Promise<Record<DeliveryState, number>>
  /** The newest first; of one event, where one is named. */
  recent: (limit: number, event?: string) => Promise<Delivery[]>
}

/**
 * Where an account's things are kept. A unit of work is one transaction: it is written whole or
 * not at all, and two of the same account never run at once.
 */
export type Store = {
  read: (account: string) => Reader
  transact: <T>(account: string, work: (writer: Writer) => Promise<T>) => Promise<T>
  deliveries: (account: string) => DeliveryBox
  accounts: () => Promise<string[]>
  /** Whose object this is. */
  ownerOf: (id: string) => Promise<string | undefined>
}
