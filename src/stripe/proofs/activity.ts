import { trueDay } from '../../ledger/late.ts'
import type { Day } from '../../platform/day.ts'
import type { ReportRow } from '../objects/report.ts'
import { ledgerOf, type ProofDeps } from './part.ts'

/** A transaction as the report and the ledger both tell it. */
export type Row = Pick<
  ReportRow,
  'id' | 'currency' | 'amount_minor' | 'fee_minor' | 'net_minor' | 'reporting_category'
>

/** The ledger's side: every movement but payouts. */
export function activityEntries(deps: ProofDeps) {
  return ledgerOf(deps)
    .selectFrom('entry')
    .where('entry.source', '=', 'stripe')
    .where('entry.reporting_category', 'not in', [...payoutCategories])
}

const payoutCategories = ['payout', 'payout_reversal'] as const

/** The report's side: should it name payouts, they are left out too. */
export function isActivity({ reporting_category }: ReportRow): boolean {
  return !payoutCategories.some((category) => category === reporting_category)
}

/** `apart`: of a balance that is not the ordinary one, which the report may tell or not. */
export type LedgerRow = Row & Readonly<{ day: Day; apart: boolean }>

/** The ledger's rows of what happened on the days from `first` to `last`, both included. */
export async function ledgerRows(deps: ProofDeps, first: Day, last: Day): Promise<LedgerRow[]> {
  const rows = await activityEntries(deps)
    .select(['entry.balance_transaction as id', trueDay.as('day'), 'entry.currency'])
    .select(['entry.amount_minor', 'entry.fee_minor', 'entry.net_minor'])
    .select(['entry.reporting_category', 'entry.balance_type'])
    .where(({ eb, or }) =>
      or([
        eb('entry.true_day', 'is', null).and(eb.between('entry.day', first, last)),
        eb.between('entry.true_day', first, last),
      ]),
    )
    .execute()
  return rows.flatMap(({ id, reporting_category, balance_type, ...row }) => {
    const apart = balance_type !== null && balance_type !== 'payments'
    return id === null || reporting_category === null
      ? []
      : [{ id, reporting_category, apart, ...row }]
  })
}
