import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Schema } from '../platform/database/schema.ts'

/** By what rows about a person are found. */
export type PersonKeys = Readonly<{
  id: string
  /** In small letters, as they are compared. */
  emails: readonly string[]
  customers: readonly string[]
  /** Their sign-ins; staff's are no reader's to erase. */
  users: readonly string[]
}>

/**
 * A place that holds something about persons. `columns` are what they get to read; `erased` what goes
 * with them: the whole row, some columns of it, or nothing, where the row names nobody and is the money's.
 */
export type Place = Readonly<{
  table: keyof Schema
  columns: readonly string[]
  erased: 'row' | 'nothing' | readonly string[]
  of: (keys: PersonKeys) => RawBuilder<SqlBool>
}>

/** The one list of what we hold about a person: who adds a place to the house adds it here. */
export const personalData: readonly Place[] = [
  {
    table: 'member',
    columns: ['id', 'email', 'name', 'language', 'state', 'since', 'until', 'created_at'],
    erased: ['email', 'name', 'language'],
    of: ({ id }) => sql`id = ${id}`,
  },
  { table: 'member_email', columns: ['email'], erased: 'row', of: ofMember },
  { table: 'address_request', columns: ['email', 'asked_by'], erased: 'row', of: ofAddressRequest },
  {
    table: 'member_customer',
    columns: [
      ...['customer', 'email', 'name', 'card_last4', 'card_expires', 'pays_last4', 'pays_until'],
      ...['made_at'],
    ],
    erased: [
      ...['email', 'name', 'card_last4', 'card_expires'],
      ...['pays_with', 'pays_last4', 'pays_until'],
    ],
    of: ofMember,
  },
  {
    table: 'order_words',
    columns: [
      ...['dedication_kind', 'dedication', 'reason', 'shown_as', 'public_name', 'company'],
      ...['tax_country', 'tax_number', 'said_at'],
    ],
    erased: 'row',
    of: ofMember,
  },
  {
    table: 'gift_membership',
    columns: [
      ...['recipient_name', 'recipient_email', 'giver_name', 'message', 'deliver_on', 'ordered_at'],
      ...['delivered_at', 'redeemed_at', 'refunded_at'],
    ],
    erased: ['recipient_name', 'recipient_email', 'giver_name', 'message'],
    of: ({ id, emails }) =>
      sql`(member_id = ${id} or redeemed_by = ${id} or lower(recipient_email) = any(${emails}))`,
  },
  {
    table: 'membership_grant',
    columns: ['since', 'until', 'ended_at', 'reason'],
    erased: 'nothing',
    of: ofMember,
  },
  {
    table: 'membership_act',
    columns: ['act', 'reason', 'comment', 'began_at', 'outcome'],
    erased: ['comment'],
    of: ofMember,
  },
  {
    table: 'mail',
    columns: ['kind', 'address', 'language', 'state', 'queued_at', 'sent_at'],
    erased: 'row',
    of: ({ id, emails }) => sql`(person = ${id} or lower(address) = any(${emails}))`,
  },
  {
    table: 'bounced_address',
    columns: ['address', 'reason', 'at'],
    erased: 'row',
    of: ({ emails }) => sql`lower(address) = any(${emails})`,
  },
  {
    table: 'newsletter_consent',
    columns: [
      'list',
      'address',
      'language',
      'wording',
      'source',
      'asked_at',
      'confirmed_at',
      'ended_at',
    ],
    erased: ['address'],
    of: ({ emails }) => sql`address = any(${emails})`,
  },
  {
    table: 'reminder',
    columns: ['kind', 'address', 'language', 'wording', 'asked_at', 'due_at'],
    erased: 'row',
    of: ({ emails }) => sql`address = any(${emails})`,
  },
  { table: 'auth_session', columns: ['created_at', 'expires_at'], erased: 'row', of: ofUser },
  { table: 'auth_passkey', columns: ['name', 'created_at'], erased: 'row', of: ofUser },
  { table: 'auth_account', columns: ['provider_id', 'created_at'], erased: 'row', of: ofUser },
  {
    table: 'auth_verification',
    columns: ['created_at', 'expires_at'],
    erased: 'row',
    of: ({ emails }) => holds('value', emails),
  },
  {
    table: 'auth_user',
    columns: ['email', 'name', 'created_at'],
    erased: 'row',
    of: ({ users }) => sql`id::text = any(${users})`,
  },
  {
    table: 'income_payer',
    columns: ['payer'],
    erased: 'row',
    of: ({ id }) => sql`entry_id in (select entry_id from entry_label where member_id = ${id})`,
  },
  {
    table: 'failed_attempt',
    columns: ['failed_at', 'reason', 'amount_minor', 'currency', 'country'],
    erased: ['card'],
    of: ({ customers }) => sql`customer = any(${customers})`,
  },
  {
    table: 'invoice',
    columns: ['id', 'status', 'amount_due_minor', 'amount_paid_minor', 'currency', 'created'],
    erased: ['pay_url'],
    of: ofMember,
  },
  {
    table: 'subscription',
    columns: [
      ...['id', 'status', 'amount_minor', 'currency', 'frequency', 'started_at', 'period_end'],
      ...['ends_at', 'ended_at', 'campaign', 'article'],
    ],
    erased: 'nothing',
    of: ofMember,
  },
  {
    table: 'payment',
    columns: [
      ...['id', 'class', 'state', 'amount_minor', 'currency', 'refunded_minor', 'dispute'],
      ...['made_at'],
    ],
    erased: 'nothing',
    of: ofMember,
  },
  {
    table: 'refund',
    columns: ['id', 'payment', 'state', 'amount_minor', 'currency', 'made_at'],
    erased: 'nothing',
    of: ofMember,
  },
  {
    table: 'announcement',
    columns: ['kind', 'at'],
    erased: 'nothing',
    of: ({ id }) => sql`person = ${id}`,
  },
  {
    table: 'dev_mail',
    columns: ['subject', 'at'],
    erased: 'row',
    of: ({ emails }) => sql`(${holds('recipient', emails)} or ${holds('body_text', emails)})`,
  },
  {
    table: 'inbox',
    columns: ['type', 'created'],
    erased: ['payload'],
    of: ({ emails, customers }) => holds('payload', [...emails, ...customers]),
  },
]

function ofMember({ id }: PersonKeys): RawBuilder<SqlBool> {
  return sql`member_id = ${id}`
}

function ofAddressRequest({ id, emails }: PersonKeys): RawBuilder<SqlBool> {
  return sql`(member_id = ${id} or email = any(${emails}))`
}

function ofUser({ users }: PersonKeys): RawBuilder<SqlBool> {
  return sql`user_id::text = any(${users})`
}

/** A text that names one of these in any case of letters: every such text is read, which takes its time. */
function holds(column: string, words: readonly string[]): RawBuilder<SqlBool> {
  const small = words.map((word) => word.toLowerCase())
  return sql`exists (select from unnest(${small}::text[]) as word
    where strpos(lower(${sql.ref(column)}), word) > 0)`
}
