import type { ColumnType, Generated } from 'kysely'
import type { Fixed, FixedInstant, Instant } from './columns.ts'

/** What happened to a person, once: `key` names it by what it is about. */
export type AnnouncementTable = {
  key: Fixed<string>
  kind: Fixed<string>
  person: string
  at: FixedInstant
  facts: ColumnType<object, string, never>
  /** False of what was learned while nobody was to be told: it is not told later either. */
  told: Fixed<boolean>
  noted_at: FixedInstant
}
export type AnnouncingTable = {
  id: Generated<boolean>
  since: FixedInstant
  /** By machine time; null while everything is told. */
  quiet_until: Instant | null
}
export type MailState = 'queued' | 'sent' | 'bounced' | 'refused' | 'unaddressed'
export type MailTable = {
  key: Fixed<string>
  kind: Fixed<string>
  person: string | null
  /** Given by who queues it, else the person's own, noted when it is sent. */
  address: string | null
  language: string | null
  /** What it is written from; null once it has left or never will. */
  facts: ColumnType<object | null, string | null, null>
  state: MailState
  reason: string | null
  tries: Generated<number>
  queued_at: FixedInstant
  sent_at: Instant | null
}
export type BouncedAddressTable = { address: Fixed<string>; reason: string; at: Instant }
