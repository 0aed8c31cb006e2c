import { API_VERSION, type Event, type EventType } from './objects/event.ts'
import { idsIn, type Kind, marksOf, type Objects, wireForm } from './objects/objects.ts'
import type { WebhookEndpoint } from './objects/webhook-endpoint.ts'
import { type Settings, settingsOf } from './settings.ts'
import type { AccountState, Answer, Delivery, Job, Query, Row, Writer } from './store/store.ts'
import { Unwritten } from './store/unwritten.ts'
import { invalidRequest, resourceMissing } from './wire/error.ts'

/** Jobs that go by the account's time even where a test clock is entered: banks and networks. */
const ofTheAccount = new Set([
  ...['advance_clock', 'aftermath', 'arrive', 'capture', 'decide_dispute', 'delete_clock'],
  ...['dispute_due', 'finish_refund', 'make_available', 'monthly_fee', 'pay_out', 'receipt'],
  ...['settle', 'submit_payout', 'tell_link', 'write_report'],
])

/** Who caused what happens: an API request, or nobody (the clock, the Dashboard). */
export type Cause = Event['request']
export const nobody: Cause = { id: null, idempotency_key: null }

export type Listing = Omit<Query, 'kind' | 'after' | 'before' | 'limit'> & {
  limit?: number
  after?: string
  before?: string
}

export type Surroundings = Readonly<{
  writer: Writer
  account: AccountState
  nowMs: number
  cause: Cause
  settlementCurrency: string
  origin: string
  /** A fresh id with this prefix, from a number that the account never uses again. */
  idOf: (prefix: string, seq: number) => string
  /** From 0 to below 1, by the seed, the account and `what`. */
  chanceOf: (what: string) => number
  /** The ways that an event goes, chaos included. */
  addressed: (event: Event, endpoints: WebhookEndpoint[], unit: Unit) => Delivery[]
  /** Whether chaos tells the change by a second event, too. */
  isSplit: (event: Event, unit: Unit) => boolean
}>

const FOREVER = 1_000_000

/**
 * One unit of work on one account: what it reads it remembers, what it changes is written at once
 * when it ends. Everything that happens in it happens at `now`.
 */
export class Unit {
  readonly settlementCurrency: string
  readonly origin: string
  #around: Surroundings
  #nowMs: number
  /** The account's time, which differs while a test clock is entered. */
  #accountMs: number
  #clock = ''
  #account: AccountState
  #settings: Settings | undefined
  #endpoints: WebhookEndpoint[] | undefined
  #rows = new Map<string, Row>()
  #unwritten = new Unwritten()
  #planned: Job[] = []

  constructor(around: Surroundings) {
    this.#around = around
    this.#nowMs = around.nowMs
    this.#accountMs = around.nowMs
    this.#account = around.account
    this.settlementCurrency = around.settlementCurrency
    this.origin = around.origin
  }

  /** Seconds of the account's clock, or of the test clock that was entered. */
  get now(): number {
    return Math.floor(this.#nowMs / 1000)
  }

  /** The account's own time: what is told and paid out goes by it, whatever a test clock says. */
  get accountMs(): number {
    return this.#accountMs
  }

  get accountNow(): number {
    return Math.floor(this.#accountMs / 1000)
  }

  get nowMs(): number {
    return this.#nowMs
  }

  get account(): AccountState {
    return this.#account
  }

  get settings(): Settings {
    this.#settings ??= settingsOf(this.#account.settings)
    return this.#settings
  }

  /** The jobs planned since this was asked last. */
  takePlanned(): Job[] {
    return this.#planned.splice(0)
  }

  amend(account: Partial<AccountState>): void {
    this.#account = { ...this.#account, ...account }
    if (account.settings) this.#settings = undefined
  }

  /** Lets what follows happen at another second of the account's clock. */
  moveTo(now: number): void {
    this.#clock = ''
    this.#accountMs = now * 1000
    this.#nowMs = now * 1000
  }

  /** Lets what follows happen at a test clock's second: what it makes and plans is of that clock. */
  enterClock(id: string, now: number): void {
    this.#clock = id
    this.#nowMs = now * 1000
  }

  /** A number that grows with each use. */
  next(): number {
    this.amend({ seq: this.#account.seq + 1 })
    return this.#account.seq
  }

  id(prefix: string): string {
    return this.#around.idOf(prefix, this.next())
  }

  /** From 0 to below 1: the same for the same `what`, whenever it is asked. */
  chance(what: string): number {
    return this.#around.chanceOf(what)
  }

  async get<K extends Kind>(kind: K, id: string): Promise<Objects[K] | undefined> {
    if (this.#unwritten.isRemoved(id)) return undefined
    const row = this.#rows.get(id) ?? (await this.#around.writer.find([id]))[0]
    if (row?.kind !== kind) return undefined
    this.#rows.set(id, row)
    return objectIn<K>(row)
  }

  /** The object with this id, of whatever kind, as it goes over the wire. */
  async find(id: string): Promise<Record<string, unknown> | undefined> {
    await this.preload([id])
    const row = this.#rows.get(id)
    return row && wireForm(objectIn(row))
  }

  /** @throws StripeError 404 `resource_missing`; `param` is who named the id */
  async need<K extends Kind>(kind: K, id: string, param = 'id'): Promise<Objects[K]> {
    const found = await this.get(kind, id)
    if (!found) throw resourceMissing(kind, id, param)
    return found
  }

  /**
   * Reads many at once, so that the single reads that follow cost nothing; with `steps` also what
   * those name in their marks, and so on.
   */
  async preload(ids: readonly string[], steps = 0): Promise<void> {
    const unknown = ids.filter((id) => !this.#rows.has(id) && !this.#unwritten.isRemoved(id))
    if (unknown.length === 0) return
    const found = await this.#around.writer.find([...new Set(unknown)])
    for (const row of found) this.#rows.set(row.id, row)
    if (steps > 0)
      await this.preload(
        found.flatMap(({ marks }) => idsIn(marks)),
        steps - 1,
      )
  }

  /** Newest first; `after` and `before` are ids. @throws StripeError for a cursor that is none */
  async list<K extends Kind>(kind: K, listing: Listing = {}): Promise<Objects[K][]> {
    const { after, before, limit = FOREVER, ...filter } = listing
    if (this.#unwritten.concerns(kind)) await this.flush()
    const rows = await this.#around.writer.list({
      ...filter,
      kind,
      limit,
      ...(after !== undefined && { after: await this.#cursor(kind, after, 'starting_after') }),
      ...(before !== undefined && { before: await this.#cursor(kind, before, 'ending_before') }),
    })
    for (const row of rows) this.#rows.set(row.id, row)
    return rows.map((row) => objectIn<K>(row))
  }

  /** Events that an endpoint has refused and not taken since. */
  undelivered(): Promise<string[]> {
    return this.#around.writer.undelivered()
  }

  /** How many endpoints have still to take each of these events. */
  awaited(events: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.#around.writer.awaited(events)
  }

  /** Sends an event again, to every endpoint that listens to it now. */
  async resend(event: Event): Promise<void> {
    this.#endpoints ??= await this.list('webhook_endpoint')
    this.#unwritten.send(this.#around.addressed(event, this.#endpoints, this))
  }

  /** Whether anything is here but endpoints and what was said of it. */
  async hasObjects(): Promise<boolean> {
    return this.#around.writer.hasObjects()
  }

  /** Keeps a new object, or the new state of a known one. */
  put<K extends Kind>(given: Objects[K] & { object: K }): Objects[K] {
    const object = this.#ofClock(given)
    const known = this.#rows.get(object.id)
    const row = {
      id: object.id,
      kind: object.object,
      seq: known?.seq ?? this.next(),
      created: known?.created ?? createdOf(object) ?? this.now,
      marks: marksOf(object.object, object),
      body: JSON.stringify(object),
    }
    this.#rows.set(object.id, row)
    this.#unwritten.put(row)
    if (object.object === 'webhook_endpoint') this.#endpoints = undefined
    return object
  }

  remove(id: string): void {
    const kind = this.#rows.get(id)?.kind
    this.#rows.delete(id)
    this.#unwritten.remove(id, kind)
    if (kind === undefined || kind === 'webhook_endpoint') this.#endpoints = undefined
  }

  /** Appends to the event log; `previous` holds what an update changed, as it was before. */
  async emit(type: EventType, object: object, previous?: object): Promise<void> {
    const event = this.#eventOf(type, object, previous)
    await this.#append(event)
    if (this.#around.isSplit(event, this)) await this.#append({ ...event, id: this.id('evt') })
  }

  #eventOf(type: EventType, object: object, previous?: object): Event {
    return {
      id: this.id('evt'),
      object: 'event',
      api_version: API_VERSION,
      created: this.accountNow,
      data: {
        object: wireForm(this.#ofClock(object)),
        ...(previous && { previous_attributes: previous }),
      },
      livemode: false,
      pending_webhooks: 0,
      request: this.#around.cause,
      type,
    }
  }

  async #append(event: Event): Promise<void> {
    this.#endpoints ??= await this.list('webhook_endpoint')
    const deliveries = this.#around.addressed(event, this.#endpoints, this)
    this.put({ ...event, pending_webhooks: deliveries.length })
    this.#unwritten.send(deliveries)
  }

  /** Plans a job; `due` in seconds by `now`. */
  plan(kind: string, subject: string, due: number): void {
    const clock = ofTheAccount.has(kind) ? '' : this.#clock
    const wait = due - this.now
    const at = clock === '' ? this.accountNow + wait : due
    const job = { kind, subject, due: at, seq: this.next(), clock }
    this.#unwritten.plan(job)
    if (clock === '') this.#planned.push(job)
  }

  /** What waits for a test clock until then, the earliest first. */
  async waitingFor(clock: string, until: number): Promise<Job[]> {
    await this.flush()
    return this.#around.writer.jobs(until, FOREVER, clock)
  }

  /** Takes a job out of the plan: it runs now, or never. */
  done(job: Job): void {
    this.#unwritten.done(job)
  }

  answer(key: string): Promise<Answer | undefined> {
    return this.#around.writer.answer(key)
  }

  keepAnswer(key: string, answer: Answer): void {
    this.#unwritten.answer(key, answer)
  }

  /** Writes what stands so far into the open transaction. */
  async flush(): Promise<void> {
    const changes = this.#unwritten.take(this.#account)
    // most of what is written is events, which nobody reads again here
    for (const { id, kind } of changes.rows) if (kind === 'event') this.#rows.delete(id)
    await this.#around.writer.write(changes)
  }

  /** Writes when there is much of it, so that a long unit need not hold it all. */
  async spill(): Promise<void> {
    if (this.#unwritten.isHeavy) await this.flush()
  }

  /** What can name a test clock names the one it is made on. */
  #ofClock<T extends object>(object: T): T {
    const isOpen = this.#clock !== '' && 'test_clock' in object && object.test_clock === null
    return isOpen ? { ...object, test_clock: this.#clock } : object
  }

  async #cursor(kind: Kind, id: string, param: string): Promise<Row> {
    const row = this.#rows.get(id) ?? (await this.#around.writer.find([id]))[0]
    if (row?.kind === kind) return row
    throw invalidRequest(`No such ${kind}: '${id}'`, { code: 'resource_missing', param })
  }
}

function createdOf(object: object): number | undefined {
  return 'created' in object && typeof object.created === 'number' ? object.created : undefined
}

/** Rows are written by `put` alone, which takes an object of its kind: so this is one too. */
function objectIn<K extends Kind>(row: Row): Objects[K] {
  return JSON.parse(row.body)
}
