import type { ColumnType, Generated } from 'kysely'
import type { Day, Fixed, FixedInstant, Instant } from './columns.ts'

/** One row, locked by whoever writes what follows from Stripe's objects. */
export type SyncTurnTable = { id: string }

export type InboxTable = {
  object_key: Fixed<string>
  event_id: Fixed<string>
  type: Fixed<string>
  object_type: Fixed<string>
  api_version: Fixed<string | null>
  livemode: Fixed<boolean>
  created: FixedInstant
  origin: ColumnType<'webhook' | 'sweep', 'webhook' | 'sweep' | undefined, never>
  state: Generated<'new' | 'done' | 'ignored' | 'other_mode' | 'shelved'>
  payload: string | null
  received_at: FixedInstant
  done_at: Instant | null
}
export type ObjectLeaseTable = {
  object_key: Fixed<string>
  object_type: string
  version: Generated<bigint>
  leased_until: Instant | null
  attempts: Generated<number>
  next_at: ColumnType<Date, Date | undefined, Date>
  failure: string | null
  shelved_at: Instant | null
  known_at: Instant | null
  answered_at: Instant | null
}
export type WatermarkTable = { sweep: string; mark: Instant; ran_at: Instant }
export type SweepFindTable = {
  sweep: string
  object: string
  id: string
  found_at: Instant
  overdue: Generated<boolean>
}
export type SweepDayTable = {
  sweep: Fixed<string>
  day: Day
  runs: number
  listed: bigint
  found: number
}
export type BackfillTable = {
  since: Day
  list: Fixed<string>
  begun_at: FixedInstant
  after: string | null
  reached: Instant | null
  objects: Generated<bigint>
  done_at: Instant | null
}
export type UnknownValueTable = {
  object: Fixed<string>
  field: Fixed<string>
  value: Fixed<string>
  first_seen: FixedInstant
  last_seen: Instant
  times: Generated<bigint>
  example: string
}
/** How Stripe sees our door; `hidden`: our key may not look. */
export type EndpointState = 'enabled' | 'disabled' | 'missing' | 'hidden'
export type EndpointWatchTable = {
  id: Fixed<'ours'>
  state: EndpointState | null
  silence: string | null
  silent_since: Instant | null
}
