import type { Generated } from 'kysely'
import type { Role, StaffRole } from '../auth/principal.ts'
import type { Fixed, FixedInstant, Instant } from './columns.ts'

/** The five auth_ tables are better-auth's own; it writes them, we read them and end sessions. */
export type AuthUserTable = {
  id: Generated<string>
  name: string
  email: string
  email_verified: boolean
  image: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  role: string | null
}
export type AuthSessionTable = {
  id: Generated<string>
  expires_at: Instant
  token: string
  created_at: Generated<Date>
  updated_at: Instant
  ip_address: string | null
  user_agent: string | null
  user_id: string
}
export type AuthAccountTable = {
  id: Generated<string>
  account_id: string
  provider_id: string
  user_id: string
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: Instant | null
  refresh_token_expires_at: Instant | null
  scope: string | null
  password: string | null
  created_at: Generated<Date>
  updated_at: Instant
}
export type AuthPasskeyTable = {
  id: Generated<string>
  name: string | null
  public_key: string
  user_id: string
  credential_id: string
  counter: number
  device_type: string
  backed_up: boolean
  transports: string | null
  created_at: Instant | null
  aaguid: string | null
}
export type AuthVerificationTable = {
  id: Generated<string>
  identifier: string
  value: string
  expires_at: Instant
  created_at: Generated<Date>
  updated_at: Generated<Date>
}
export type StaffTable = {
  email: Fixed<string>
  role: StaffRole
  invited_by: string
  invited_at: Instant
  removed_at: Instant | null
}
export type ApiKeyTable = {
  id: Fixed<string>
  hash: Fixed<string>
  name: Fixed<string>
  role: Fixed<Role>
  created_at: FixedInstant
  last_used_at: Instant | null
  revoked_at: Instant | null
}
export type DevMailTable = {
  id: Fixed<string>
  recipient: Fixed<string>
  subject: Fixed<string>
  body_text: Fixed<string>
  body_html: Fixed<string>
  at: FixedInstant
}
