import { sql } from 'kysely'
import type { AppDeps } from '../src/deps.ts'
import { levelRollups } from '../src/finance/rollups/keep.ts'
import { financeApi } from '../src/finance/routes.ts'
import { routesWith } from '../src/platform/http/routes.ts'
import { addTail, fillBooks } from './books.ts'
import { benchDeps, filledDatabase, line, quantile, verdict } from './ground.ts'

/**
 * `BENCH_ENTRIES=1000000,10000000`: how large the books are, one after the other. With BENCH_DIR they are
 * filled once, and a later run only measures.
 */
const sizes = (process.env.BENCH_ENTRIES ?? '1000000,10000000').split(',').map(Number)
const times = 50
const longest_ms = 20_000
/** Rows that came since the last pass, of each of two kinds: a peak of five a second. */
const tail = 5

type Asked = Readonly<{ name: string; path: string; atMost_ms: number }>
const year = 'from=2026-01-01&to=2027-01-01'
const three = 'from=2024-01-01&to=2027-01-01'

/** Every report as a page of the desk asks for it; a new one is a line here. */
const reports: readonly Asked[] = [
  asked('reader-share', `reports/reader-share?${year}`, 15),
  asked('reader-share, three years', `reports/reader-share?${three}`, 15),
  asked(
    'reader-share, after fees, compared',
    `reports/reader-share?${year}&basis=after_fees&compare=year`,
    15,
  ),
  asked('revenue', `reports/revenue?${year}`, 15),
  asked('revenue, three years', `reports/revenue?${three}`, 15),
  asked('revenue by day', `reports/revenue?from=2026-01-01&to=2026-04-01&interval=day`),
  asked('revenue, cut at both ends', `reports/revenue?from=2024-01-15&to=2026-10-20&interval=year`),
  asked('revenue by class', `reports/revenue?${year}&group=class`),
  asked('revenue by campaign', `reports/revenue?${year}&group=campaign`),
  asked('revenue by country', `reports/revenue?${year}&group=country`),
  asked('revenue by article', `reports/revenue?from=2026-10-01&to=2026-11-01&group=article`),
  asked('mrr', `reports/mrr?${year}`, 15),
  asked('mrr, three years', `reports/mrr?${three}`, 15),
  asked('retention', `reports/retention?${year}`, 15),
  asked('members', `reports/members?${year}`, 15),
  asked('donors', `reports/donors?${year}`),
  asked('concentration', `reports/concentration?${year}`),
  asked('recovery', `reports/recovery?${year}`),
  asked('attribution', `reports/attribution?${year}&group=campaign`),
  asked('deferred', `reports/deferred?${year}`),
  asked('deferred by day', 'reports/deferred?from=2026-01-01&to=2026-04-01&interval=day'),
  asked('revenue, recognised', `reports/revenue?${year}&basis=recognised`),
  asked('reader-share, recognised', `reports/reader-share?${year}&basis=recognised`),
  asked('reconciliation', `reports/reconciliation?${year}`),
  asked('forecast', 'reports/forecast'),
  asked('months and what stands in the way', 'periods'),
  asked('rows behind a month', 'ledger/entries?from=2026-06-01&to=2026-07-01&figure=net_minor'),
]

function asked(name: string, path: string, atMost_ms = 50): Asked {
  return { name, path: `/${path}`, atMost_ms }
}

/** Every report at each size with what is kept, beside the same from the rows, in one run. */
export async function benchReports(serverUrl: string): Promise<void> {
  const medians: Map<string, number>[] = []
  for (const entries of sizes) medians.push(await benchSize(serverUrl, entries))
  const [small, large] = medians
  if (small === undefined || large === undefined) return
  process.stdout.write(`\n  ${sizes[1]} ÷ ${sizes[0]}\n`)
  for (const [name, p50] of large) {
    const before = small.get(name)
    if (before !== undefined) verdict(name, p50 / before, { atMost: 1.5 })
  }
}

async function benchSize(serverUrl: string, entries: number): Promise<Map<string, number>> {
  process.stdout.write(`\n  ${entries} entries\n`)
  const url = await filledDatabase(serverUrl, `bench_reports_${entries}`, (unfinished) =>
    filled(depsOn(unfinished), entries),
  )
  const deps = depsOn(url)
  await timed('kept sums level', () => levelRollups(deps, () => {}))
  await addTail(deps.db, tail)
  const app = appOf(deps)
  const medians = await keptTimes(app)
  await besideRaw(deps, app, medians)
  await deps.db.destroy()
  return medians
}

function depsOn(databaseUrl: string): AppDeps {
  return benchDeps(databaseUrl, 'http://127.0.0.1:9')
}

async function filled(deps: AppDeps, entries: number): Promise<void> {
  await timed('filled', () => fillBooks(deps.db, entries))
  await timed('kept sums made', () => levelRollups(deps, () => {}))
  await sql`vacuum analyze`.execute(deps.db)
  await deps.db.destroy()
}

/** The median of each report, beside what is wanted of its longest. */
async function keptTimes(app: App): Promise<Map<string, number>> {
  const medians = new Map<string, number>()
  for (const report of reports) {
    const kept = await measured(() => ask(app, report), times)
    const p50 = quantile(kept, 0.5)
    medians.set(report.name, p50)
    verdict(`${report.name}: p50 ${p50.toFixed(1)} ms, p99`, quantile(kept, 0.99), {
      atMost: report.atMost_ms,
    })
  }
  return medians
}

/**
 * The same figures with nothing kept, each asked once; of persons that is half an hour at ten million
 * entries, and `BENCH_RAW=no` leaves out all but the barest of them.
 */
async function besideRaw(deps: AppDeps, app: App, medians: ReadonlyMap<string, number>) {
  const [floor = 0] = await measured(async () => {
    await sql`select date_trunc('month', day), sum(amount_minor) from entry group by 1`.execute(
      deps.db,
    )
  }, 1)
  line('bare sum by month', { ms: floor, '÷ revenue': floor / (medians.get('revenue') ?? 1) })
  if (process.env.BENCH_RAW === 'no') return
  await withNothingKept(deps, async () => {
    for (const report of reports) {
      const [raw = 0] = await measured(() => ask(app, report), 1)
      const p50 = medians.get(report.name) ?? Number.NaN
      line(`${report.name}, from the rows`, { ms: raw, '÷ kept': raw / p50 })
    }
  })
}

async function withNothingKept({ db }: AppDeps, work: () => Promise<void>): Promise<void> {
  const makers = await db.selectFrom('rollup_mark').select(['part', 'made_by']).execute()
  await db.updateTable('rollup_mark').set({ made_by: [] }).execute()
  await work()
  for (const { part, made_by } of makers) {
    await db.updateTable('rollup_mark').set({ made_by }).where('part', '=', part).execute()
  }
}

type App = ReturnType<typeof appOf>

function appOf(deps: AppDeps) {
  return routesWith<AppDeps>()
    .use(async (c, next) => {
      c.set('deps', deps)
      c.set('principal', { id: 'bench', name: 'bench', role: 'finance', via: 'key' })
      await next()
    })
    .route('/', financeApi)
}

async function ask(app: App, { path }: Asked): Promise<void> {
  const response = await app.request(path)
  const body = await response.text()
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${body.slice(0, 500)}`)
}

/** The first one opens connections and is not counted, unless it is the only one. */
async function measured(work: () => Promise<void>, most: number): Promise<number[]> {
  if (most > 1) await work()
  const times_ms: number[] = []
  const end = performance.now() + longest_ms
  while (times_ms.length < most && (times_ms.length === 0 || performance.now() < end)) {
    const start = performance.now()
    await work()
    times_ms.push(performance.now() - start)
  }
  return times_ms
}

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now()
  await work()
  line(name, { seconds: (performance.now() - start) / 1000 })
}
