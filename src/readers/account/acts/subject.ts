import { offersAt } from '../../../finance/settings/offers.ts'
import type { SignedIn } from '../../../members/addresses.ts'
import type { Offers } from '../../../members/offers/offers.ts'
import { ownSubscriptions } from '../../../members/own-record.ts'
import { type Act, actsIn, phaseOf } from '../../../members/phase.ts'
import type { SubscriptionRow } from '../../../members/subscriptions.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Reader } from '../../../platform/database/connection.ts'

type Deps = Readonly<{ reader: Reader; clock: Clock }>

/** The membership that an act is about, among those that a reader may act on. */
export type Subject =
  | Readonly<{ kind: 'one'; row: SubscriptionRow }>
  | Readonly<{ kind: 'several'; rows: readonly SubscriptionRow[] }>
  | Readonly<{ kind: 'none' }>
  | Readonly<{ kind: 'not_found' }>

/**
 * The one that is named, in whatever state it is; without a name the only one that the act fits, else
 * the only one there is, whose page says why it does not. One returns to the last that has ended.
 */
export async function subjectOf(
  { reader }: Deps,
  who: SignedIn,
  { act, subscription }: Readonly<{ act: Act; subscription: string | undefined }>,
): Promise<Subject> {
  const own = await ownSubscriptions(reader, who)
  if (subscription !== undefined) {
    const row = own.find(({ id }) => id === subscription)
    return row === undefined ? { kind: 'not_found' } : { kind: 'one', row }
  }
  const fitting = own.filter((row) => actsIn(phaseOf(row)).includes(act))
  const held = own.filter((row) => phaseOf(row) !== 'ended')
  const candidates = [fitting, held, own].find((rows) => rows.length > 0) ?? []
  const [first] = candidates
  if (first === undefined) return { kind: 'none' }
  if (candidates.length === 1 || act === 'return') return { kind: 'one', row: first }
  return fitting.length > 0 ? { kind: 'several', rows: fitting } : { kind: 'none' }
}

/** What may be given now: one table for the form of support and for every change. */
export async function offersNow({ reader, clock }: Deps): Promise<Offers> {
  return (await offersAt(reader, clock.now())).offers
}
