import { sql, type Transaction } from 'kysely'
import type { Schema } from '../platform/database/schema.ts'
import { addressOf, type OwnWords, type Person, unproven } from './identity.ts'

/** A customer's member, and what the customer themselves has said. */
type KnownCustomer = Readonly<{
  id: string
  shown_name: string | null
  shown_email: string | null
  email: string | null
  name: string | null
  made_at: Date | null
}>
/** What is known of persons, for a crowd of them in two statements: who they are, and by which address. */
export type Acquaintances = Readonly<{
  customers: ReadonlyMap<string, KnownCustomer>
  emails: ReadonlyMap<string, string>
}>

export async function acquaintances(
  trx: Transaction<Schema>,
  persons: readonly Pick<Person, 'customer' | 'email'>[],
): Promise<Acquaintances> {
  const customers = persons.map(({ customer }) => customer).filter((id) => id !== null)
  const emails = persons.map(({ email }) => addressOf(email)).filter((email) => email !== null)
  const members = await trx
    .selectFrom('member_customer as c')
    .innerJoin('member as m', 'm.id', 'c.member_id')
    .select(['c.customer', 'm.id', 'm.email as shown_email', 'm.name as shown_name'])
    .select(['c.email', 'c.name', 'c.made_at'])
    .where('c.customer', '=', sql<string>`any(${customers})`)
    .execute()
  const addresses = await trx
    .selectFrom('member_email')
    .select(['email', 'member_id'])
    .where('email', '=', sql<string>`any(${emails})`)
    .execute()
  return {
    customers: new Map(members.map(({ customer, ...member }) => [customer, member])),
    emails: new Map(addresses.map(({ email, member_id }) => [email, member_id])),
  }
}

/** The member behind a customer who says nothing that we do not know; null when there is more to do. */
export function unchanged(
  { customers, emails }: Acquaintances,
  { customer, email, name, own }: Omit<Person, 'at'>,
): string | null {
  const known = customers.get(customer ?? '')
  if (known === undefined) return null
  const isTheirs = email === null || emails.get(addressOf(email) ?? '') === known.id
  const isFilled =
    (email === null || known.shown_email !== null) && (name === null || known.shown_name !== null)
  return isTheirs && isFilled && isSaid(known, own) ? known.id : null
}

function isSaid({ email, name, made_at }: KnownCustomer, own: OwnWords | null): boolean {
  if (own === null) return true
  return email === own.email && name === own.name && made_at?.getTime() === own.made_at.getTime()
}

/** Those persons of whom neither the customer nor the address is known, the first of each. */
export function strangersAmong<Stranger extends Pick<Person, 'customer' | 'email'>>(
  { customers, emails }: Acquaintances,
  persons: readonly Stranger[],
): Stranger[] {
  const names = new Set([...customers.keys(), ...emails.keys()])
  return persons.filter(({ customer, email }) => {
    const own = [customer, addressOf(email)].filter((name) => name !== null)
    const isNew = own.length > 0 && !own.some((name) => names.has(name))
    for (const name of own) names.add(name)
    return isNew
  })
}

const unsaid = { email: null, name: null, made_at: null }

/** Makes members of strangers, in one statement a table; throws when one of them is none any more. */
export async function makeMembers(
  trx: Transaction<Schema>,
  strangers: readonly (Person & { id: string })[],
): Promise<void> {
  if (strangers.length === 0) return
  const emails = strangers.flatMap(({ id, email: said }) => {
    const email = addressOf(said)
    return email === null ? [] : [{ email, member_id: id }]
  })
  const customers = strangers.flatMap(({ id, customer, own }) =>
    customer === null ? [] : [{ customer, member_id: id, ...(own ?? unsaid) }],
  )
  if (emails.length > 0) await trx.insertInto('member_email').values(emails).execute()
  if (customers.length > 0) await trx.insertInto('member_customer').values(customers).execute()
  await trx.insertInto('member').values(strangers.map(unproven)).execute()
}
