import { sql, type Transaction } from 'kysely'
import type { Config } from '../../config.ts'
import { readerOf } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { monthOf } from '../../platform/day.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import { bookingDays } from '../months.ts'
import { factorsFor } from '../rates/factors.ts'
import type { NewIncome } from './new-income.ts'

export type Refusal =
  | Readonly<{ kind: 'month_closed'; month: string }>
  | Readonly<{ kind: 'rate_unavailable'; currency: string; day: string }>
  | Readonly<{ kind: 'member_unknown'; member_id: string }>

/** Why each of these cannot be booked, in their order; null for one that can. */
export async function refusals(
  trx: Transaction<Schema>,
  { config }: Readonly<{ config: Pick<Config, 'reportingCurrency'> }>,
  incomes: readonly NewIncome[],
): Promise<(Refusal | null)[]> {
  const bookedOn = await bookingDays(trx)
  const unrated = await withoutRate(trx, config, incomes)
  const members = await membersAmong(trx, incomes)
  return incomes.map(({ date, currency, member_id }) => {
    if (bookedOn(date) !== date) return { kind: 'month_closed', month: monthOf(date) }
    if (unrated.has(`${currency} ${date}`)) return { kind: 'rate_unavailable', currency, day: date }
    if (member_id === undefined || members.has(member_id)) return null
    return { kind: 'member_unknown', member_id }
  })
}

async function withoutRate(
  trx: Transaction<Schema>,
  { reportingCurrency }: Pick<Config, 'reportingCurrency'>,
  incomes: readonly NewIncome[],
): Promise<ReadonlySet<string>> {
  const foreign = incomes.filter(({ currency }) => currency !== reportingCurrency)
  const pairs = foreign.map(({ currency, date: day }) => ({ currency, day }))
  const { missing } = await factorsFor(readerOf(trx), pairs, reportingCurrency)
  return new Set(missing.map(({ currency, day }) => `${currency} ${day}`))
}

async function membersAmong(
  trx: Transaction<Schema>,
  incomes: readonly NewIncome[],
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(incomes.flatMap(({ member_id = [] }) => member_id))]
  if (ids.length === 0) return new Set()
  const rows = await trx
    .selectFrom('member')
    .where('id', '=', sql<string>`any(${ids})`)
    .select('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Why an income was not booked, beside the field that caused it. */
export function refusalError(refusal: Refusal): FieldError {
  switch (refusal.kind) {
    case 'month_closed':
      return {
        field: 'date',
        message: `${refusal.month} is closed, or a later month is; date it in an open one.`,
      }
    case 'rate_unavailable':
      return {
        field: 'currency',
        message: `There is no rate of ${refusal.currency} for ${refusal.day} or the 7 days before; import rates first.`,
      }
    case 'member_unknown':
      return { field: 'member_id', message: 'There is no member with this id.' }
  }
}
