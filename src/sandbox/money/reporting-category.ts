/** Where the reporting category is not the type's own name (docs.stripe.com/reports/reporting-categories). */
const renamed: Record<string, string> = {
  adjustment: 'other_adjustment',
  application_fee: 'platform_earning',
  application_fee_refund: 'platform_earning_refund',
  payment: 'charge',
  payment_failure_refund: 'charge_failure',
  payment_refund: 'refund',
  payment_unreconciled: 'unreconciled_customer_funds',
  payout_cancel: 'payout_reversal',
  payout_failure: 'payout_reversal',
  reserve_hold: 'risk_reserved_funds',
  reserve_release: 'risk_reserved_funds',
  reserve_transaction: 'risk_reserved_funds',
  reserved_funds: 'connect_reserved_funds',
  stripe_fee: 'fee',
  stripe_fx_fee: 'fee',
  tax_fee: 'tax',
  tax_fund: 'tax',
  transfer_cancel: 'transfer_reversal',
  transfer_failure: 'transfer_reversal',
  transfer_refund: 'transfer_reversal',
}

/** What accountants group a transaction of this type by, unless what caused it says otherwise. */
export function reportingCategoryOf(type: string): string {
  return renamed[type] ?? type
}
