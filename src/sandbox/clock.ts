import { enterClockOf } from './flows/test-clock.ts'
import { jobs } from './jobs.ts'
import type { Job } from './store/store.ts'
import type { Unit } from './unit.ts'

const BATCH = 300
/** However few jobs there are, a unit of work is not longer: a move of years can be cut short. */
const SPAN = 31 * 24 * 3600
/** From an invoice to its subscription to its customer and card. */
const STEPS = 2

/**
 * Runs up to a batch of what is due until `until` (seconds), in the order of time: what a job
 * plans for within the batch's span takes its place in it.
 * @param load the jobs due until then, the earliest first
 * @returns the second up to which everything has been run, and whether that is all of it
 */
export async function runDue(
  unit: Unit,
  load: (until: number, limit: number) => Promise<Job[]>,
  until: number,
): Promise<{ reached: number; isAll: boolean; ran: number }> {
  const due = await load(until, BATCH)
  const end = Math.min(until, (due[0]?.due ?? until) + SPAN)
  const isWhole = due.length < BATCH
  const reached = isWhole ? end : Math.min(end, due.at(-1)?.due ?? end)
  const isAll = isWhole && reached === until
  const loaded = due.filter((job) => job.due <= reached)
  await unit.preload(
    loaded.map(({ subject }) => subject),
    STEPS,
  )
  const queue = new Map(loaded.map((job) => [keyOf(job), job]))
  let ran = 0
  for (let job = earliest(queue); job; job = earliest(queue)) {
    await run(unit, job)
    await unit.spill()
    ran += 1
    queue.delete(keyOf(job))
    for (const planned of unit.takePlanned()) {
      if (planned.due <= reached) queue.set(keyOf(planned), planned)
      else queue.delete(keyOf(planned))
    }
  }
  return { reached, isAll, ran }
}

async function run(unit: Unit, job: Job): Promise<void> {
  unit.done(job)
  unit.moveTo(job.due)
  await enterClockOf(unit, [job.subject])
  const work = jobs[job.kind]
  if (!work) throw new TypeError(`no job is called ${job.kind}`)
  await work(unit, job.subject)
}

function earliest(queue: Map<string, Job>): Job | undefined {
  let first: Job | undefined
  for (const job of queue.values()) {
    if (!first || job.due < first.due || (job.due === first.due && job.seq < first.seq)) first = job
  }
  return first
}

function keyOf({ kind, subject }: Job): string {
  return `${kind} ${subject}`
}
