import type { Database } from '../../../src/platform/database/connection.ts'
import { verify, type Watch } from '../../../src/stripe/proofs.ts'
import { runSweeps } from '../../../src/stripe/sweeps/sweeps.ts'
import { type Account, openAccount, testClock } from '../account.ts'
import { settle, syncDeps } from '../house.ts'
import { forgetAll } from '../story.ts'

const card = '4242424242424242'
export const day_s = 86_400

/** An account and books of it that are to be proven; its reports are waited for in no time. */
export async function provenHouse(db: Database, settles = 'eur') {
  await forgetAll(db)
  const machine = testClock()
  const account = await openAccount(machine, { settles })
  const deps = syncDeps(db, account, machine)
  const told: string[] = []
  const give = async (amount: number, currency = settles) => {
    const gift = await account.order({ frequency: 'once', amount, currency })
    await account.pay(gift, { email: 'ann@example.org', card })
    await account.advance(10)
    return (await account.stripe.charges.list({ limit: 1 })).data[0]?.id ?? ''
  }
  /** Everything that Stripe has is in the books. */
  const read = async () => {
    await runSweeps(deps)
    await settle(deps, machine)
  }
  const prove = () => verify(deps, watchOf(account, told))
  return { account, machine, deps, give, read, prove, told }
}

/** Waiting moves the sandbox's clock, so that it writes its report. */
export function watchOf(account: Account, told: string[] = []): Watch {
  return {
    tell: ({ what, done, of }) => told.push(`${what}: ${done} of ${of}`),
    wait: async (ms) => void (await account.advance(Math.ceil(ms / 1000))),
  }
}
