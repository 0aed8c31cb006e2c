import { moveOrigins } from '../../../ledger/origin.ts'
import {
  type AddressRequest,
  askForAddress,
  takeAddressRequest,
} from '../../../members/address-requests.ts'
import { memberOfAddress, proveTogether, type SignedIn } from '../../../members/addresses.ts'
import { giveAddress } from '../../../members/identity.ts'
import { refreshMembers } from '../../../members/store.ts'
import { readerOf } from '../../../platform/database/connection.ts'
import type { Mailer } from '../../../platform/mail/mailer.ts'
import type { SyncDeps } from '../../../stripe/sync/effect.ts'
import type { Texts } from '../../texts/texts.ts'
import { joinMail } from './mail.ts'

export type JoiningDeps = SyncDeps & Readonly<{ mailer: Mailer }>

/** Asks the mailbox of an address whether it belongs to whoever is signed in. */
export async function askMailbox(
  deps: JoiningDeps,
  { who, email }: Readonly<{ who: SignedIn; email: string }>,
  texts: Texts,
): Promise<void> {
  const token = await askForAddress(deps, who, email)
  const url = new URL('/account/addresses/confirm', deps.config.baseUrl)
  url.searchParams.set('token', token)
  const question = { email, asker: who.email, url: url.href }
  try {
    await deps.mailer.send(joinMail(question, texts))
  } catch (error) {
    deps.log.error('a question to a mailbox was not sent; see MAIL_URL', { error: String(error) })
  }
}

/**
 * The mailbox has said yes: both addresses are one person's from now on, in the books and before their
 * own eyes. Null for a secret that is unknown, used or too old, or whose asker is gone.
 */
export async function joinAddresses(deps: SyncDeps, token: string): Promise<AddressRequest | null> {
  const now = deps.clock.now()
  return deps.db.transaction().execute(async (trx) => {
    const request = await takeAddressRequest(trx, token, deps.machineClock.now())
    if (request === null) return null
    const { asked_by, email } = request
    const member_id = await memberOfAddress(readerOf(trx), asked_by)
    if (member_id === null) return null
    const merged = (_: unknown, { from, into }: { from: string; into: string }) =>
      moveOrigins(trx, { from, into, at: now })
    const into = await giveAddress(trx, { ids: deps.ids, merged }, { member_id, email })
    await proveTogether(trx, { asked_by, email })
    const { supporterMonths } = deps.config
    await refreshMembers(trx, [into], { now, supporterMonths })
    return request
  })
}
