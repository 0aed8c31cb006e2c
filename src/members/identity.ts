import { sql, type Transaction } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { Schema } from '../platform/database/schema.ts'
import { gathered, oncePer } from '../platform/gathered.ts'
import type { Ids } from '../platform/ids.ts'
import { moveAnnouncements } from './announcements/announce.ts'
import { moveGifts } from './gifts/store.ts'
import { moveGrants } from './grants.ts'
import { tellOfPersons } from './person-news.ts'

/** What a customer says of themselves, and when Stripe made them. */
export type OwnWords = Readonly<{ email: string | null; name: string | null; made_at: Date }>

/**
 * How somebody is known: by Stripe's customer, by an address, or both. `own` is null where only a
 * payment says the address and the name. `at` dates a new member.
 */
export type Person = Readonly<{
  customer: string | null
  email: string | null
  name: string | null
  own: OwnWords | null
  at: Date
}>
/** `merged` moves what other rooms keep about `from`, when two members turn out to be one. */
export type IdentityDeps = Readonly<{
  ids: Ids
  merged: (trx: Transaction<Schema>, one: { from: string; into: string }) => Promise<void>
}>

/**
 * The member behind a customer or an address, made when there is none. The same address in any case
 * is one member: where customer and address lead to two, the younger is merged into the older.
 * The address is always written before the customer, so that two writers cannot wait for each other.
 */
export async function memberFor(
  trx: Transaction<Schema>,
  deps: IdentityDeps,
  person: Person,
): Promise<string> {
  const { customer } = person
  const email = addressOf(person.email)
  const known = await membersKnownAs(trx, customer, email)
  const [first, second] = [...new Set(known.map(({ member_id }) => member_id))]
  if (first !== undefined && second !== undefined) {
    await merge(trx, deps, [first, second])
    return memberFor(trx, deps, person)
  }
  const id = first ?? deps.ids.next('mem')
  const isNew = (name: Name) => !known.some(({ known_by }) => known_by === name)
  const named =
    (email === null || !isNew('email') || (await nameByEmail(trx, email, id))) &&
    (customer === null ||
      !isNew('customer') ||
      (await nameByCustomer(trx, id, { ...person, customer })))
  if (!named) return memberFor(trx, deps, person) // another writer was first: theirs is the member
  if (first === undefined)
    await trx
      .insertInto('member')
      .values(unproven({ ...person, id }))
      .execute()
  else {
    if (customer !== null && !isNew('customer')) await hearCustomer(trx, { ...person, customer })
    await writeProfile(trx, id, person)
  }
  return id
}

type KnownMember = Readonly<{ id: string; email: string | null; erased_at: Date | null }>

/** The member whom Stripe knows as this customer, with their address when it is known; or null. */
export function memberOfCustomer(reader: Reader, customer: string): Promise<KnownMember | null> {
  return membersBehind(reader)(customer)
}

/** Whose payment this is, where they were erased: it stays theirs, and what it says of them is not heard. */
export function erasedPayer(reader: Reader, payment: string): Promise<string | null> {
  return erasedBehind(reader)(payment)
}

const erasedBehind = oncePer((reader: Reader) =>
  gathered(
    async (payments: readonly string[]) => {
      const rows = await reader
        .selectFrom('payment as p')
        .innerJoin('member as m', 'm.id', 'p.member_id')
        .select(['p.id', 'p.member_id'])
        .where('p.id', '=', sql<string>`any(${payments})`)
        .where('m.erased_at', 'is not', null)
        .execute()
      const known = new Map(rows.map(({ id, member_id }) => [id, member_id]))
      return (payment): string | null => known.get(payment) ?? null
    },
    { most: 100 },
  ),
)

/** Those who are asked for together are looked up together. */
const membersBehind = oncePer((reader: Reader) =>
  gathered(
    async (customers: readonly string[]) => {
      const rows = await reader
        .selectFrom('member_customer as c')
        .innerJoin('member as m', 'm.id', 'c.member_id')
        .select(['c.customer', 'm.id', 'm.email', 'm.erased_at'])
        .where('c.customer', '=', sql<string>`any(${customers})`)
        .execute()
      const known = new Map(rows.map(({ customer, ...member }) => [customer, member]))
      return (customer): KnownMember | null => known.get(customer) ?? null
    },
    { most: 100 },
  ),
)

/** Ended, until facts say otherwise: nobody supports us by being known. */
export function unproven({ id, email, name, at }: Omit<Person, 'own'> & { id: string }) {
  return { id, email, name, state: 'ended' as const, created_at: at, updated_at: at }
}

/** The member behind a customer or an address, where there is one already; an address is enough. */
export async function knownMember(
  trx: Transaction<Schema>,
  { customer, email }: Pick<Person, 'customer' | 'email'>,
): Promise<string | null> {
  const [known] = await membersKnownAs(trx, customer, addressOf(email))
  return known?.member_id ?? null
}

/** Marks the customer as gone and answers whose it was; null when it was nobody's. */
export async function forgetCustomer(
  trx: Transaction<Schema>,
  customer: string,
  at: Date,
): Promise<string | null> {
  const row = await trx
    .updateTable('member_customer')
    .set((eb) => ({ deleted_at: eb.fn.coalesce('deleted_at', eb.val(at)) }))
    .where('customer', '=', customer)
    .returning('member_id')
    .executeTakeFirst()
  return row?.member_id ?? null
}

/** An address as it is compared: the same in any case. */
export function addressOf(email: string | null): string | null {
  return email?.trim().toLowerCase() || null
}

const nobody = { email: null, name: null }

type Name = 'customer' | 'email'

function membersKnownAs(
  trx: Transaction<Schema>,
  customer: string | null,
  email: string | null,
): Promise<{ member_id: string; known_by: Name }[]> {
  const byCustomer = trx
    .selectFrom('member_customer')
    .select('member_id')
    .select(sql<Name>`'customer'`.as('known_by'))
    .where('customer', '=', customer ?? '')
  const byEmail = trx
    .selectFrom('member_email')
    .select('member_id')
    .select(sql<Name>`'email'`.as('known_by'))
    .where('email', '=', email ?? '')
  return byCustomer.unionAll(byEmail).execute()
}

/** False when another writer has just given the address to their member. */
async function nameByEmail(trx: Transaction<Schema>, email: string, member_id: string) {
  const written = await trx
    .insertInto('member_email')
    .values({ email, member_id })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('email')
    .executeTakeFirst()
  return written !== undefined
}

type CustomersWords = Person & { customer: string }

async function nameByCustomer(
  trx: Transaction<Schema>,
  member_id: string,
  person: CustomersWords,
): Promise<boolean> {
  const { customer, own } = person
  const written = await trx
    .insertInto('member_customer')
    .values({ customer, member_id, ...own })
    .onConflict((conflict) => conflict.column('customer').doNothing())
    .returning('customer')
    .executeTakeFirst()
  return written !== undefined
}

/** Their latest words take the place of what they said before. */
async function hearCustomer(trx: Transaction<Schema>, person: CustomersWords): Promise<void> {
  if (person.own === null) return
  await trx
    .updateTable('member_customer')
    .set(person.own)
    .where('customer', '=', person.customer)
    .execute()
}

/**
 * The words of the newest of a member's customers count, of those who say the thing at all, in whichever
 * order they were heard; anybody else's fill in only what no customer says. A row that says it already
 * is not touched: a lock on it here would come before those on what is derived from.
 */
async function writeProfile(
  trx: Transaction<Schema>,
  id: string,
  { email, name }: Pick<Person, 'email' | 'name'>,
): Promise<void> {
  await sql`
    with said as (
      select
        coalesce(${newest('email')}, m.email, ${email}) as email,
        coalesce(${newest('name')}, m.name, ${name}) as name
      from member m left join member_customer c on c.member_id = m.id
      where m.id = ${id}
      group by m.id
    )
    update member m set email = said.email, name = said.name from said
    where m.id = ${id} and (m.email, m.name) is distinct from (said.email, said.name)`.execute(trx)
}

/** By id where two customers were made in one second, so that every order ends with the same one. */
function newest(column: 'email' | 'name') {
  const word = sql.ref(`c.${column}`)
  return sql<string | null>`(array_agg(${word} order by c.made_at desc, c.customer desc)
    filter (where ${word} is not null))[1]`
}

/**
 * Gives an address to a member. Where another one has it already the two are one person from now on;
 * answers who is left, the older of both.
 */
export async function giveAddress(
  trx: Transaction<Schema>,
  deps: IdentityDeps,
  { member_id, email }: Readonly<{ member_id: string; email: string }>,
): Promise<string> {
  const address = addressOf(email) ?? email
  const [known] = await membersKnownAs(trx, null, address)
  if (known === undefined) {
    const named = await nameByEmail(trx, address, member_id)
    return named ? member_id : giveAddress(trx, deps, { member_id, email })
  }
  if (known.member_id === member_id) return member_id
  return merge(trx, deps, [member_id, known.member_id])
}

/** Two members are one person: the older keeps everything of the younger, and is answered. */
async function merge(
  trx: Transaction<Schema>,
  { merged }: IdentityDeps,
  pair: readonly [string, string],
): Promise<string> {
  const [into, from] = await olderFirst(trx, pair)
  const change = { member_id: into }
  await tellOfPersons(trx, [from, into])
  await trx.updateTable('member_email').set(change).where('member_id', '=', from).execute()
  await trx.updateTable('member_customer').set(change).where('member_id', '=', from).execute()
  await trx.updateTable('subscription').set(change).where('member_id', '=', from).execute()
  await trx.updateTable('payment').set(change).where('member_id', '=', from).execute()
  await trx.updateTable('refund').set(change).where('member_id', '=', from).execute()
  await trx.updateTable('invoice').set(change).where('member_id', '=', from).execute()
  await trx.updateTable('abandoned_checkout').set(change).where('member_id', '=', from).execute()
  await moveAnnouncements(trx, { from, into })
  await trx.updateTable('order_words').set(change).where('member_id', '=', from).execute()
  await moveGifts(trx, { from, into })
  await moveGrants(trx, { from, into })
  const gone = await trx
    .deleteFrom('member')
    .where('id', '=', from)
    .returning(['email', 'name'])
    .executeTakeFirst()
  await writeProfile(trx, into, gone ?? nobody)
  await merged(trx, { from, into })
  return into
}

/** By id where both began at one instant, so that every order of events ends with the same one. */
async function olderFirst(
  trx: Transaction<Schema>,
  [a, b]: readonly [string, string],
): Promise<readonly [string, string]> {
  const oldest = await trx
    .selectFrom('member')
    .select('id')
    .where('id', 'in', [a, b])
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return oldest?.id === b ? [b, a] : [a, b]
}
