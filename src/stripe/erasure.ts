import { erasePerson, personKeys } from '../members/person.ts'
import { recordAct } from '../platform/audit.ts'
import { readerOf } from '../platform/database/connection.ts'
import { deleteCustomers } from './customers.ts'
import type { SyncDeps } from './sync/effect.ts'

/** `away`: Stripe did not answer; nothing was erased here, and the same call goes on. */
export type Erased = Readonly<{ kind: 'erased' } | { kind: 'unknown' } | { kind: 'away' }>

/**
 * Erases a member for good: first their customers at Stripe, which ends every membership, then all that
 * names them here. What was paid stays under their id. `who` asked for it, as the audit log names them.
 */
export async function eraseMember(
  deps: SyncDeps,
  { member_id, who }: Readonly<{ member_id: string; who: string }>,
): Promise<Erased> {
  const keys = await personKeys(readerOf(deps.db), member_id)
  if (keys === null) return { kind: 'unknown' }
  const deleted = await deleteCustomers(deps, member_id)
  if (deleted.kind === 'away') return { kind: 'away' }
  await erasePerson(deps.db, keys, {
    at: deps.clock.now(),
    beside: (trx) => recordAct(trx, deps, { who, act: 'person.erase', subject: member_id }),
  })
  return { kind: 'erased' }
}
