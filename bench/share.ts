import { sql } from 'kysely'
import type { AppDeps } from '../src/deps.ts'
import { readerShareApi } from '../src/finance/reader-share/routes.ts'
import { routesWith } from '../src/platform/http/routes.ts'
import { benchDeps, freshDatabase, line, quantile } from './ground.ts'

const entries = 1_000_000
const times = 30
const range = 'from=2024-01-01&to=2027-01-01&interval=month'

/** The readers' share over three years at a million entries, beside the bare sum over the same rows. */
export async function benchShare(serverUrl: string): Promise<void> {
  const deps = benchDeps(await freshDatabase(serverUrl, 'bench_share'), 'http://127.0.0.1:9')
  await fill(deps)
  const app = routesWith<AppDeps>()
    .use(async (c, next) => {
      c.set('deps', deps)
      c.set('principal', { id: 'bench', name: 'bench', role: 'finance', via: 'key' })
      await next()
    })
    .route('/', readerShareApi)
  const report = await measured(async () => {
    const response = await app.request(`/reader-share?${range}`)
    if (response.status !== 200) throw new Error(await response.text())
    await response.text()
  })
  const floor = await measured(async () => {
    await sql`select date_trunc('month', day), sum(amount_minor) from entry
      where day >= '2024-01-01' and day < '2027-01-01' group by 1`.execute(deps.db)
  })
  show('bare sum by month (floor)', floor)
  show('share report, three years', report)
  line('ratio', { 'report / floor': quantile(report, 0.5) / quantile(floor, 0.5) })
  await deps.db.destroy()
}

function show(name: string, times_ms: readonly number[]) {
  line(name, { 'p50 ms': quantile(times_ms, 0.5), 'p99 ms': quantile(times_ms, 0.99), entries })
}

async function measured(work: () => Promise<void>): Promise<number[]> {
  const times_ms: number[] = []
  for (let round = 0; round < times; round += 1) {
    const start = performance.now()
    await work()
    times_ms.push(performance.now() - start)
  }
  return times_ms
}

/** 50,000 members, nine tenths memberships, spread evenly over three years; income by the month. */
async function fill({ db }: AppDeps): Promise<void> {
  await sql`insert into entry (id, source, kind, occurred_at, day, currency, amount_minor, fee_minor,
      net_minor, balance_transaction)
    select 'ent_txn_' || n, 'stripe', 'payment', at, (at at time zone 'Europe/Kyiv')::date, 'EUR',
      amount, 40, amount - 40, 'txn_' || n
    from (select n, timestamptz '2024-01-01 12:00Z' + n * interval '94.6 seconds' as at,
      500 + (n * 37) % 2000 as amount from generate_series(1, ${sql.lit(entries)}) n) generated`.execute(
    db,
  )
  await sql`insert into entry_label (entry_id, version, class, member_id, campaign, country, labelled_at)
    select 'ent_txn_' || n, 1, case when n % 10 = 0 then 'gift' else 'membership' end,
      'mem_' || n % 50000, 'campaign-' || n % 12, 'DE', now()
    from generate_series(1, ${sql.lit(entries)}) n`.execute(db)
  await sql`analyze`.execute(db)
}
