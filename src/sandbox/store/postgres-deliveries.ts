import type { Pool } from 'pg'
import type { Delivery, DeliveryBox, DeliveryState } from './store.ts'

type DeliveryRow = Omit<Delivery, 'flaws'> & { flaws: string }
type OutgoingRow = DeliveryRow & { event_body: string; endpoint_body: string }

const columns = `d.id, d.event, d.endpoint, d.born::float8, d.due::float8, d.rank::float8, d.attempts, d.state,
  d.flaws, d.outcome`

export function deliveryBox(pool: Pool, account: string): DeliveryBox {
  return {
    due: async (until, limit, except) => {
      const sql = `select ${columns}, e.body as event_body, w.body as endpoint_body
        from sandbox.delivery d
        join sandbox.object e on e.id = d.event and e.account = d.account
        join sandbox.object w on w.id = d.endpoint and w.account = d.account
        where d.account = $1 and d.state = 'pending' and d.due <= $2 and not d.id = any($3)
        order by d.rank limit $4`
      const { rows } = await pool.query<OutgoingRow>(sql, [account, until, except, limit])
      return rows.map(({ event_body: event, endpoint_body: endpoint, ...row }) => {
        return { delivery: deliveryIn(row), event, endpoint }
      })
    },
    record: async (deliveries) => record(pool, account, deliveries),
    count: async () => {
      const sql = `select state, count(*)::float8 as number from sandbox.delivery
        where account = $1 group by state`
      const { rows } = await pool.query<{ state: DeliveryState; number: number }>(sql, [account])
      const counts = { pending: 0, delivered: 0, failed: 0 }
      for (const { state, number } of rows) counts[state] = number
      return counts
    },
    recent: async (limit, event) => {
      const sql = `select ${columns} from sandbox.delivery d
        where d.account = $1 and ($3::text is null or d.event = $3) order by d.rank desc limit $2`
      const { rows } = await pool.query<DeliveryRow>(sql, [account, limit, event ?? null])
      return rows.map(deliveryIn)
    },
  }
}

function deliveryIn(row: DeliveryRow): Delivery {
  return { ...row, flaws: row.flaws === '' ? [] : row.flaws.split(' ') }
}

async function record(pool: Pool, account: string, all: readonly Delivery[]): Promise<void> {
  const sql = `update sandbox.delivery d
    set due = row.due, attempts = row.attempts, state = row.state, flaws = row.flaws,
      outcome = row.outcome
    from unnest($2::text[], $3::bigint[], $4::int[], $5::text[], $6::text[], $7::text[])
      as row (id, due, attempts, state, flaws, outcome)
    where d.account = $1 and d.id = any($2) and d.id = row.id`
  await pool.query(sql, [
    account,
    all.map(({ id }) => id),
    all.map(({ due }) => Math.round(due)),
    all.map(({ attempts }) => attempts),
    all.map(({ state }) => state),
    all.map(({ flaws }) => flaws.join(' ')),
    all.map(({ outcome }) => outcome),
  ])
}
