import type { Context } from 'hono'
import type { Reader } from '../../../platform/database/connection.ts'
import type { SyncDeps } from '../../../stripe/sync/effect.ts'
import type { AccountDeps, AccountEnv } from '../signed-in.ts'

export type ViewDeps = SyncDeps & Readonly<{ reader: Reader }>
export type ActDeps = ViewDeps & AccountDeps
export type ActContext = Context<AccountEnv<ActDeps> & AccountEnv<AccountDeps>>
