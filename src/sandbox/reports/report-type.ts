import type { ReportRun } from '../objects/report-run.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'

/** Which transactions a report is about. */
export type Selection = 'activity' | 'payouts' | 'settled' | 'settled_by_id' | 'unsettled'
/** A row a transaction, a row a category, or the four lines of the account's balance. */
export type Form = 'itemized' | 'summary' | 'balance'
export type Param = keyof ReportRun['parameters']

export type ReportType = Readonly<{
  id: string
  name: string
  version: number
  selection: Selection
  form: Form
  /** What a report shows when its columns are not asked for. */
  columns: readonly string[]
  required: readonly Param[]
  optional: readonly Param[]
}>

const money = ['currency', 'gross', 'fee', 'net', 'reporting_category']
const ofTransaction = [
  ...['balance_transaction_id', 'created_utc', 'created', 'available_on_utc', 'available_on'],
  ...[...money, 'source_id', 'description', 'customer_facing_amount', 'customer_facing_currency'],
  ...['charge_id', 'payment_intent_id'],
]
const ofPayout = [
  ...['automatic_payout_id', 'automatic_payout_effective_at_utc', 'automatic_payout_effective_at'],
]
const columnsOf: Record<Form, readonly string[]> = {
  itemized: ofTransaction,
  summary: ['reporting_category', 'currency', 'count', 'gross', 'fee', 'net'],
  balance: ['category', 'description', 'net_amount', 'currency'],
}

const interval: Param[] = ['interval_start', 'interval_end']
const always: Param[] = ['columns', 'currency']
const filtered: Param[] = [...always, 'timezone', 'reporting_category']

/** The names and columns of Stripe's list of report types (docs.stripe.com/reports/report-types). */
export const reportTypes: readonly ReportType[] = [
  type('balance.summary.1', 'Balance summary', 'activity', [...always, 'timezone']),
  type(
    'balance_change_from_activity.itemized.2',
    'Itemized balance change from activity',
    'activity',
    [...always, 'reporting_category'],
  ),
  type(
    'balance_change_from_activity.itemized.3',
    'Itemized balance change from activity',
    'activity',
  ),
  type(
    'balance_change_from_activity.summary.1',
    'Balance change from activity summary',
    'activity',
  ),
  type('payouts.itemized.3', 'Itemized payouts', 'payouts'),
  type('payouts.summary.1', 'Payouts summary', 'payouts'),
  type('payout_reconciliation.itemized.5', 'Itemized payout reconciliation', 'settled'),
  type('payout_reconciliation.summary.1', 'Payout reconciliation summary', 'settled'),
  type('payout_reconciliation.by_id.itemized.4', 'Itemized payout reconciliation', 'settled_by_id'),
  type(
    'ending_balance_reconciliation.itemized.4',
    'Itemized ending balance reconciliation',
    'unsettled',
  ),
  type(
    'ending_balance_reconciliation.summary.1',
    'Ending balance reconciliation summary',
    'unsettled',
  ),
]

/** @throws StripeError 400 for a type that the sandbox has not; `param` is who named it */
export function reportType(id: string, param: string): ReportType {
  const found = reportTypes.find((one) => one.id === id)
  if (found) return found
  const known = reportTypes.map((one) => one.id).join(', ')
  throw invalidRequest(`No such report type: '${id}'. The sandbox has ${known}.`, { param })
}

/** The object as the API shows it. Reports know what happened up to the account's delay ago. */
export function reportTypeObject(unit: Unit, { id, name, version, columns }: ReportType) {
  const end = unit.now - Math.round(unit.settings.reportDelayHours * 3600)
  return {
    id,
    object: 'reporting.report_type',
    data_available_end: end,
    data_available_start: 0,
    default_columns: [...columns],
    livemode: false,
    name,
    updated: end,
    version,
  } as const
}

function type(id: string, name: string, selection: Selection, optional = filtered): ReportType {
  const form = id.includes('itemized')
    ? 'itemized'
    : id.startsWith('balance.')
      ? 'balance'
      : 'summary'
  const isById = selection === 'settled_by_id'
  return {
    ...{ id, name, selection, form, version: Number(id.split('.').at(-1)) },
    columns:
      selection.startsWith('settled') && form === 'itemized'
        ? [...ofPayout, ...ofTransaction]
        : columnsOf[form],
    required: isById ? ['payout'] : selection === 'unsettled' ? ['interval_end'] : interval,
    optional: isById ? ['columns', 'timezone'] : optional,
  }
}
