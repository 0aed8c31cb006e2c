import type { Database } from '../../../src/platform/database/connection.ts'
import { type Currency, currencyOf } from '../../../src/platform/money/currency.ts'
import { type Held, markOf, readHeld } from '../../../src/stripe/acts/held.ts'
import { type Acted, type Asked, perform } from '../../../src/stripe/acts/perform.ts'
import { type Charges, previewOf } from '../../../src/stripe/acts/preview.ts'
import { newest, openHouse, subscribe } from '../sync/told.ts'

const eur: Currency = known('EUR')
function known(code: string): Currency {
  const currency = currencyOf(code)
  if (currency === null) throw new Error(`${code} is no currency`)
  return currency
}
export const euros = (whole: number) => ({ minor: BigInt(whole * 100), currency: eur })

let forms = 0
/** Names a form that nobody has sent yet. */
export function newForm(): string {
  forms += 1
  return `form_${forms}`
}

/** Ann, who gives 10 € a month since 10 March, at Stripe and in our books. */
export async function openMembership(db: Database) {
  const house = await openHouse(db)
  const { account, deps, tell, recordOf } = house
  await subscribe(account, 'ann@example.org', 1000)
  const record = await recordOf('ann@example.org')
  const person = record.member.id
  const { customer, subscription } = await newest(account)
  const held = async (id = subscription): Promise<Held> => {
    const read = await readHeld(account.stripe, id)
    if (read.kind !== 'held') throw new Error(`Stripe says ${read.kind}`)
    return read.held
  }
  const ask = async (wish: Asked['wish'], more: Partial<Asked> = {}): Promise<Acted> => {
    const expected = more.expected ?? markOf(await held())
    const asked = { id: newForm(), who: person, person, subscription, wish, ...more }
    return perform(deps, {
      ...asked,
      expected: more.expected === undefined ? expected : more.expected,
    })
  }
  const preview = async (wish: Asked['wish']): Promise<Charges> => {
    const shown = await previewOf(deps, await held(), wish)
    if (shown.kind !== 'preview') throw new Error(`Stripe says ${shown.kind}`)
    return shown.charges
  }
  /** What was charged since, oldest first: when and how much, in cents. */
  const charged = async () => {
    const { data } = await account.stripe.charges.list({ limit: 100 })
    return data.map(({ amount, created }) => ({ amount, at: new Date(created * 1000) })).reverse()
  }
  return { ...house, person, customer, subscription, held, ask, preview, charged, tell }
}
