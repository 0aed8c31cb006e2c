import { cleanText } from './fields.ts'

/**
 * Every place where we read one of Stripe's open lists of words, and the words that this version
 * knows (pinned SDK; reporting categories by Stripe's reference). `field` is the path in the object,
 * `*` each element of a list. A word that is not here is never an error: the parsers have a branch
 * for it, and it is noted for staff.
 */
export const wordPlaces: readonly WordPlace[] = [
  place(
    'subscription',
    'status',
    `active trialing past_due unpaid paused incomplete incomplete_expired canceled`,
  ),
  place(
    'subscription',
    'status_details.paused.subscription.type',
    `final_payment_failure first_payment_failure pause_requested system
    trial_end_without_payment_method`,
  ),
  place('subscription', 'pause_collection.behavior', `keep_as_draft mark_uncollectible void`),
  place(
    'subscription',
    'cancellation_details.reason',
    `cancellation_requested payment_failed payment_disputed canceled_by_retention_policy`,
  ),
  place(
    'subscription',
    'cancellation_details.feedback',
    `customer_service low_quality missing_features other switched_service too_complex
    too_expensive unused`,
  ),
  place('subscription', 'items.data.*.price.recurring.interval', `day week month year`),
  place('subscription', 'items.data.*.plan.interval', `day week month year`),
  place('invoice', 'status', `draft open paid uncollectible void`),
  place(
    'invoice',
    'billing_reason',
    `automatic_pending_invoice_item_invoice manual quote_accept subscription subscription_create
    subscription_cycle subscription_threshold subscription_update upcoming`,
  ),
  place('charge', 'status', `succeeded pending failed`),
  place('charge', 'outcome.risk_level', `normal elevated highest not_assessed unknown`),
  place('charge', 'refunds.data.*.status', `succeeded pending requires_action failed canceled`),
  place(
    'dispute',
    'status',
    `warning_needs_response warning_under_review warning_closed needs_response under_review won
    lost prevented appeal_needs_response appeal_under_review`,
  ),
  place(
    'dispute',
    'reason',
    `bank_cannot_process check_returned credit_not_processed customer_initiated
    debit_not_authorized duplicate fraudulent general incorrect_account_details
    insufficient_funds noncompliant product_not_received product_unacceptable
    subscription_canceled unrecognized`,
  ),
  place(
    'radar.early_fraud_warning',
    'fraud_type',
    `card_never_received fraudulent_card_application made_with_counterfeit_card
    made_with_lost_card made_with_stolen_card misc unauthorized_use_of_card`,
  ),
  place('checkout.session', 'mode', `payment setup subscription`),
  place('checkout.session', 'status', `open complete expired`),
  place('checkout.session', 'payment_status', `paid unpaid no_payment_required`),
  place('payout', 'status', `paid pending in_transit canceled failed`),
  place('payout', 'reconciliation_status', `completed in_progress not_applicable`),
  place(
    'balance_transaction',
    'type',
    `adjustment advance advance_funding anticipation_repayment application_fee
    application_fee_refund charge climate_order_purchase climate_order_refund
    connect_collection_transfer contribution fee_credit_funding inbound_transfer
    inbound_transfer_reversal issuing_authorization_hold issuing_authorization_release
    issuing_dispute issuing_dispute_provisional_credit
    issuing_dispute_provisional_credit_reversal issuing_transaction obligation_outbound
    obligation_reversal_inbound payment payment_failure_refund payment_network_reserve_hold
    payment_network_reserve_release payment_refund payment_reversal payment_unreconciled payout
    payout_cancel payout_failure payout_minimum_balance_hold payout_minimum_balance_release
    refund refund_failure reserve_hold reserve_release reserve_transaction reserved_funds
    stripe_balance_payment_debit stripe_balance_payment_debit_reversal stripe_fee stripe_fx_fee
    tax_fee tax_fund topup topup_reversal transfer transfer_cancel transfer_failure
    transfer_refund`,
  ),
  place(
    'balance_transaction',
    'reporting_category',
    `adjustment advance advance_funding anticipation_repayment charge charge_failure
    climate_order_purchase climate_order_refund connect_collection_transfer
    connect_reserved_funds contribution dispute dispute_reversal fee fee_credit_funding
    financing_paydown financing_paydown_reversal financing_payout financing_payout_reversal
    inbound_transfer inbound_transfer_reversal issuing_authorization_hold
    issuing_authorization_release issuing_dispute issuing_transaction network_cost obligation
    other_adjustment partial_capture_reversal payment_network_reserve_hold
    payment_network_reserve_release payout payout_minimum_balance_hold
    payout_minimum_balance_release payout_reversal platform_earning platform_earning_refund
    refund refund_failure reserve_hold reserve_release reserve_transaction reserved_funds
    risk_reserved_funds stripe_balance_payment_debit stripe_balance_payment_debit_reversal tax
    tax_fund topup topup_reversal transfer transfer_reversal unreconciled_customer_funds`,
  ),
]

type WordPlace = Readonly<{ object: string; field: string; words: ReadonlySet<string> }>

/** A word that this version does not know, and one object in which it stood. */
export type UnknownWord = Readonly<{
  object: string
  field: string
  value: string
  example: string
}>

/** The words in one of Stripe's objects, as it came, that this version does not know. */
export function unknownWords(raw: unknown): UnknownWord[] {
  const object = textAt(raw, 'object')
  const example = textAt(raw, 'id')
  return wordPlaces
    .filter((at) => at.object === object)
    .flatMap(({ field, words }) =>
      valuesAt(raw, field.split('.'))
        .filter((value) => typeof value === 'string' && !words.has(value))
        .map((value) => ({ object, field, value: cleanText(String(value)), example })),
    )
}

function place(object: string, field: string, words: string): WordPlace {
  return { object, field, words: new Set(words.split(/\s+/)) }
}

function valuesAt(value: unknown, [step, ...rest]: readonly string[]): unknown[] {
  if (step === undefined) return [value]
  if (step === '*') return Array.isArray(value) ? value.flatMap((each) => valuesAt(each, rest)) : []
  return isRecord(value) ? valuesAt(value[step], rest) : []
}

function textAt(value: unknown, name: string): string {
  const text = isRecord(value) ? value[name] : undefined
  return typeof text === 'string' ? cleanText(text) : ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
