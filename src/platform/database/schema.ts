// Written by hand: unions where the database has checks. A test compares it with the migrated database.
import type { ColumnType, Generated } from 'kysely'
import type { CardRetryTable, MembershipActTable } from './act-tables.ts'
import type { Fixed, FixedInstant, Instant } from './columns.ts'
import type {
  MonthlyDeclinedTable,
  NewsletterConsentTable,
  ReminderTable,
} from './consent-tables.ts'
import type { GiftMembershipTable, MembershipGrantTable } from './gift-tables.ts'
import type {
  DeclarationTable,
  EntryLabelTable,
  EntryPayoutTable,
  EntryTable,
  ExpectationTable,
  IncomeDocumentTable,
  IncomeMappingTable,
  IncomePayerTable,
  IncomeReferenceTable,
  IncomeReversalTable,
  IncomeTable,
  MonthCloseTable,
  MonthReopeningTable,
  MonthTurnTable,
  OriginTable,
  PayoutTable,
  ProofTable,
  QuarantineTable,
  RateTable,
  ReceiptCounterTable,
  ReceiptDueTable,
  ReceiptTable,
} from './ledger-tables.ts'
import type {
  AbandonedCheckoutTable,
  AddressRequestTable,
  FailedAttemptTable,
  InvoiceTable,
  MemberCustomerTable,
  MemberEmailTable,
  MemberTable,
  OrderWordsTable,
  PaymentTable,
  PersonNewsTable,
  RefundTable,
  SubscriptionChangeTable,
  SubscriptionTable,
  VariantPaymentTable,
} from './member-tables.ts'
import type {
  AnnouncementTable,
  AnnouncingTable,
  BouncedAddressTable,
  MailTable,
} from './outbox-tables.ts'
import type {
  DeferredPaymentTable,
  DeferredSumTable,
  LedgerSumTable,
  PersonLinesTable,
  PersonSumTable,
  RollupMarkTable,
} from './rollup-tables.ts'
import type {
  ApiKeyTable,
  AuthAccountTable,
  AuthPasskeyTable,
  AuthSessionTable,
  AuthUserTable,
  AuthVerificationTable,
  DevMailTable,
  StaffTable,
} from './sign-in-tables.ts'
import type {
  BackfillTable,
  EndpointWatchTable,
  InboxTable,
  ObjectLeaseTable,
  SweepDayTable,
  SweepFindTable,
  SyncTurnTable,
  UnknownValueTable,
  WatermarkTable,
} from './stripe-tables.ts'

export type AuditTable = {
  id: Fixed<string>
  at: FixedInstant
  who: Fixed<string>
  act: Fixed<string>
  subject: Fixed<string>
  before: ColumnType<object | null, string | null, never>
  after: ColumnType<object | null, string | null, never>
  reason: Fixed<string | null>
}
export type RequestCountTable = { key: string; window_start: Instant; hits: number }
export type AlarmTable = {
  cause: Fixed<string>
  opened_at: FixedInstant
  summary: string
  closed_at: Instant | null
}
export type AlarmMessageTable = {
  cause: Fixed<string>
  opened_at: FixedInstant
  state: Fixed<'open' | 'over'>
  channel: Fixed<'url' | 'email'>
  tries: Generated<number>
  next_at: Instant
  told_at: Instant | null
}
export type CheckoutOrderTable = {
  nonce: Fixed<string>
  member_ref: Fixed<string>
  frequency: Fixed<'once' | 'monthly' | 'yearly'>
  amount_minor: Fixed<bigint>
  currency: Fixed<string>
  base_minor: Fixed<bigint>
  campaign: Fixed<string | null>
  article: Fixed<string | null>
  tier: Fixed<string | null>
  return_to: Fixed<string | null>
  session: string | null
  url: string | null
  created_at: FixedInstant
  expires_at: FixedInstant
  extra_minor: Fixed<bigint>
  language: Fixed<string | null>
  visitor: string | null
  variant: Fixed<string | null>
}

export type Schema = {
  auth_user: AuthUserTable
  auth_session: AuthSessionTable
  auth_account: AuthAccountTable
  auth_passkey: AuthPasskeyTable
  auth_verification: AuthVerificationTable
  staff: StaffTable
  api_key: ApiKeyTable
  dev_mail: DevMailTable
  audit: AuditTable
  request_count: RequestCountTable
  inbox: InboxTable
  object_lease: ObjectLeaseTable
  sync_turn: SyncTurnTable
  watermark: WatermarkTable
  sweep_find: SweepFindTable
  sweep_day: SweepDayTable
  backfill: BackfillTable
  member: MemberTable
  member_email: MemberEmailTable
  member_customer: MemberCustomerTable
  address_request: AddressRequestTable
  person_news: PersonNewsTable
  subscription: SubscriptionTable
  subscription_change: SubscriptionChangeTable
  payment: PaymentTable
  refund: RefundTable
  invoice: InvoiceTable
  failed_attempt: FailedAttemptTable
  abandoned_checkout: AbandonedCheckoutTable
  unknown_value: UnknownValueTable
  entry: EntryTable
  entry_label: EntryLabelTable
  origin: OriginTable
  entry_payout: EntryPayoutTable
  receipt_due: ReceiptDueTable
  receipt_counter: ReceiptCounterTable
  receipt: ReceiptTable
  payout: PayoutTable
  quarantine: QuarantineTable
  income: IncomeTable
  income_reversal: IncomeReversalTable
  income_payer: IncomePayerTable
  income_document: IncomeDocumentTable
  income_mapping: IncomeMappingTable
  income_reference: IncomeReferenceTable
  expectation: ExpectationTable
  declaration: DeclarationTable
  rate: RateTable
  month_close: MonthCloseTable
  month_reopening: MonthReopeningTable
  month_turn: MonthTurnTable
  proof: ProofTable
  rollup_mark: RollupMarkTable
  ledger_sum: LedgerSumTable
  deferred_payment: DeferredPaymentTable
  deferred_sum: DeferredSumTable
  person_lines: PersonLinesTable
  person_sum: PersonSumTable
  endpoint_watch: EndpointWatchTable
  alarm: AlarmTable
  alarm_message: AlarmMessageTable
  checkout_order: CheckoutOrderTable
  announcement: AnnouncementTable
  announcing: AnnouncingTable
  mail: MailTable
  bounced_address: BouncedAddressTable
  order_words: OrderWordsTable
  variant_payment: VariantPaymentTable
  membership_act: MembershipActTable
  card_retry: CardRetryTable
  newsletter_consent: NewsletterConsentTable
  gift_membership: GiftMembershipTable
  membership_grant: MembershipGrantTable
  reminder: ReminderTable
  monthly_declined: MonthlyDeclinedTable
}
