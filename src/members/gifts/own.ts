import type { Reader } from '../../platform/database/connection.ts'
import { ownAddresses, type SignedIn } from '../addresses.ts'
import type { Gift } from './gift.ts'
import { giftsOf } from './store.ts'

/**
 * What a signed-in person has given. Where the books join addresses with theirs that they have not
 * proven, nothing is told: who it was for may be another's to know.
 */
export async function ownGifts(reader: Reader, who: SignedIn): Promise<Gift[]> {
  const { joined } = await ownAddresses(reader, who)
  return joined.length === 0 ? giftsOf(reader, who.person) : []
}
