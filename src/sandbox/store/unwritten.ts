import type { Kind } from '../objects/objects.ts'
import type { AccountState, Answer, Changes, Delivery, Job, Row } from './store.ts'

/** What a unit of work has changed and not written yet. */
export class Unwritten {
  #rows = new Map<string, Row>()
  #removed = new Set<string>()
  /** Undefined for what was removed unseen, and so may be of any kind. */
  #kinds = new Set<Kind | undefined>()
  #jobs = new Map<string, Job>()
  #jobsDone: Job[] = []
  #deliveries: Delivery[] = []
  #answers: [string, Answer][] = []
  #characters = 0

  put(row: Row): void {
    this.#rows.set(row.id, row)
    this.#kinds.add(row.kind)
    this.#characters += row.body.length
  }

  remove(id: string, kind: Kind | undefined): void {
    this.#rows.delete(id)
    this.#removed.add(id)
    this.#kinds.add(kind)
  }

  isRemoved(id: string): boolean {
    return this.#removed.has(id)
  }

  /** Whether a list of this kind is another in the store than it should be. */
  concerns(kind: Kind): boolean {
    return this.#kinds.has(kind) || this.#kinds.has(undefined)
  }

  /** Whether so much is kept that it is better written now than held. */
  get isHeavy(): boolean {
    return this.#characters > 1_000_000
  }

  plan(job: Job): void {
    this.#jobs.set(`${job.kind} ${job.subject}`, job)
  }

  done(job: Job): void {
    this.#jobs.delete(`${job.kind} ${job.subject}`)
    this.#jobsDone.push(job)
  }

  send(deliveries: readonly Delivery[]): void {
    this.#deliveries.push(...deliveries)
  }

  answer(key: string, answer: Answer): void {
    this.#answers.push([key, answer])
  }

  /** All of it, to be written; nothing of it is kept here. */
  take(account: AccountState): Changes {
    const changes = {
      account,
      rows: [...this.#rows.values()],
      removed: [...this.#removed],
      jobs: [...this.#jobs.values()],
      jobsDone: this.#jobsDone,
      deliveries: this.#deliveries,
      answers: this.#answers,
    }
    this.#rows.clear()
    this.#removed.clear()
    this.#kinds.clear()
    this.#jobs.clear()
    this.#jobsDone = []
    this.#deliveries = []
    this.#answers = []
    this.#characters = 0
    return changes
  }
}
