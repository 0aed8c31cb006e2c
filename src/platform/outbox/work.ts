import type { PgBoss } from 'pg-boss'
import * as z from 'zod'
import type { Database } from '../database/connection.ts'
import type { Log } from '../log.ts'
import { outbox, queueOn } from './queue.ts'

type Deps = Readonly<{ db: Database; log: Log }>

/** Does one job. May be called again for a job that it has done; throws when it has to be tried again. */
export type Handler<D> = (deps: D, about: unknown) => Promise<void>
/** By the name of the work, as `enqueue` is given it. */
export type Handlers<D> = Readonly<Record<string, Handler<D>>>

/** A handler of jobs that are about what `schema` says; others fail, and are dead at last. */
export function handler<D, Schema extends z.ZodType>(
  schema: Schema,
  run: (deps: D, about: z.output<Schema>) => Promise<void>,
): Handler<D> {
  return (deps, about) => run(deps, schema.parse(about))
}

const shape = z.object({ work: z.string(), about: z.unknown() })
const atOnce = 20

/**
 * Does all work that is due; answers how many jobs were done. Any number of processes may do it at one
 * time: each job is handed to one. What fails is tried again later, and after three days is dead.
 */
export async function workOutbox<D extends Deps>(
  deps: D,
  handlers: Handlers<D>,
  signal?: AbortSignal,
): Promise<number> {
  const queue = await queueOn(deps.db)
  for (let done = 0; ; ) {
    const jobs = signal?.aborted ? [] : await queue.fetch(outbox, { batchSize: atOnce })
    if (jobs.length === 0) return done
    const outcomes = await Promise.all(jobs.map((job) => attempt(deps, { queue, handlers }, job)))
    done += outcomes.filter((isDone) => isDone).length
  }
}

/** Gives back what a process that died had in hand, and forgets what was done long ago. */
export async function keepOutbox({ db }: Pick<Deps, 'db'>): Promise<void> {
  const queue = await queueOn(db)
  await queue.supervise()
}

type Fetched = Readonly<{ id: string; retryCount: number; data: unknown }>

async function attempt<D extends Deps>(
  deps: D,
  { queue, handlers }: Readonly<{ queue: PgBoss; handlers: Handlers<D> }>,
  { id, retryCount, data }: Fetched,
): Promise<boolean> {
  const job = { id, retryCount } // settles this try alone: another process may have the next one
  try {
    const { work, about } = shape.parse(data)
    const handle = handlers[work]
    if (handle === undefined) throw new TypeError(`nobody does the work ${work}`)
    await handle(deps, about)
    await queue.complete(outbox, job)
    return true
  } catch (error) {
    const reason = reasonOf(error)
    deps.log.warn('queued work failed', { job: id, tries: retryCount + 1, reason })
    await queue.fail(outbox, job, { reason })
    return false
  }
}

/** What failed, with no address in it: a mail server's answer names whom it refuses. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
  return text.replaceAll(/[^\s<>"']+@[^\s<>"']+/g, '(address)').slice(0, 300)
}
