import { sql, type Transaction } from 'kysely'
import type { Schema } from '../../platform/database/schema.ts'
import { moneyIn } from '../../platform/money/money.ts'
import { type Announcement, announcement } from './announcement.ts'

type Given = Readonly<{
  member_id: string
  payments: number
  sums: readonly Readonly<{ minor: string; currency: string }>[]
}>
type Asked = Readonly<{ year: number; from: Date; to: Date; limit: number; now: Date }>

/** What each person paid in [from, to), less what was given back; those who have not been told yet. */
export async function givenIn(
  trx: Transaction<Schema>,
  { year, from, to, limit, now }: Asked,
): Promise<Announcement[]> {
  const { rows } = await sql<Given>`
    with given as (
      select member_id, currency, count(*) as payments, sum(amount_minor - refunded_minor) as minor
      from payment p
      where state = 'succeeded' and made_at >= ${from} and made_at < ${to}
        and not exists (select from announcement a
          where a.key = 'year_given:' || ${year}::text || ':' || p.member_id)
      group by member_id, currency
      having sum(amount_minor - refunded_minor) > 0
    )
    select member_id, sum(payments)::int as payments,
      jsonb_agg(jsonb_build_object('minor', minor::text, 'currency', currency)
        order by minor desc, currency) as sums
    from given group by member_id order by member_id limit ${limit}`.execute(trx)
  return rows.map(({ member_id: person, payments, sums }) => {
    const facts = {
      ...{ year, payments },
      sums: sums.map(({ minor, currency }) => moneyIn({ amount_minor: BigInt(minor), currency })),
    }
    return announcement('year_given', { about: `${year}:${person}`, person, at: now, facts })
  })
}
