import type { Config } from '../../config.ts'
import { offersAt } from '../../finance/settings/offers.ts'
import { type NumberedEntry, numberedEntries, numberReceipts } from '../../ledger/receipts.ts'
import { type OwnAddresses, ownAddresses, type SignedIn } from '../../members/addresses.ts'
import { ownGifts } from '../../members/gifts/own.ts'
import { grantedUntil } from '../../members/grants.ts'
import { giftToAskWith } from '../../members/monthly-declined.ts'
import { benefitsOf, levelOf } from '../../members/offers/levels.ts'
import type { Phrase } from '../../members/offers/offers.ts'
import { ownRecord } from '../../members/own-record.ts'
import type { PaymentRow } from '../../members/payments.ts'
import { passkeysOf } from '../../platform/auth/passkey.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Reader } from '../../platform/database/connection.ts'
import type { Money } from '../../platform/money/money.ts'
import { type Language, languageOf } from '../../platform/ui/texts/language.ts'
import { invitedTo } from '../thanks/invitation.tsx'
import { type Holding, holdingOf } from './holding.ts'
import { ownNewsletters } from './newsletters/own.ts'
import type { OwnNewsletter } from './newsletters/section.tsx'

export type ReadAccountDeps = Readonly<{
  db: Database
  reader: Reader
  clock: Clock
  config: Pick<Config, 'reportingTimezone'>
}>

/** What the membership that counts brings, by its amount alone. */
export type Level = Readonly<{ name: Phrase; benefits: readonly Phrase[] }>

/** A payment that arrived or is under way, with the number of its receipt once it has one. */
export type Given = PaymentRow & Readonly<{ receipt: string | null }>

/** Everything that a reader's own page tells. `whole` is false where more would be seen after proving an address. */
export type Account = Readonly<{
  email: string
  main: string | null
  addresses: OwnAddresses
  language: Language | null
  holdings: readonly Holding[]
  level: Level | null
  given: readonly Given[]
  newsletters: readonly OwnNewsletter[]
  /** What is suggested to who gives nothing now and gave once; null once they have said no. */
  invited: Money | null
  whole: boolean
  /** Memberships that were given to others, and until when one was given to them. */
  gifts: Readonly<{ given: number; grantedUntil: Date | null }>
  passkeys: Awaited<ReturnType<typeof passkeysOf>>
  zone: string
}>

/** Read afresh from our own tables: true some seconds after Stripe has told of a change. Null when gone. */
export async function accountOf(
  deps: ReadAccountDeps,
  { user_id, ...who }: SignedIn & Readonly<{ user_id: string }>,
): Promise<Account | null> {
  const { reader, clock, config } = deps
  const record = await ownRecord(reader, who, clock.now())
  if (record === null) return null
  const arrived = record.payments.filter(({ state, returned }) => state !== 'failed' || returned)
  await numberReceipts(deps)
  const documents = await numberedEntries(
    reader,
    arrived.map(({ id }) => id),
  )
  const holdings = record.subscriptions.map((row) => holdingOf(row, record.openInvoices))
  return {
    email: who.email,
    main: record.member.email,
    addresses: await ownAddresses(reader, who),
    language: await languageOfMember(reader, who.person),
    holdings,
    level: await levelIn(deps, holdings),
    given: arrived.map((payment) => ({ ...payment, receipt: receiptOf(documents, payment.id) })),
    newsletters: await ownNewsletters(reader, who.email),
    invited: await invitationOf(deps, who.person),
    whole: record.whole,
    gifts: {
      given: (await ownGifts(reader, who)).length,
      grantedUntil: record.whole ? await grantedUntil(reader, who.person, clock.now()) : null,
    },
    passkeys: await passkeysOf(deps.db, user_id),
    zone: config.reportingTimezone,
  }
}

async function languageOfMember(reader: Reader, id: string): Promise<Language | null> {
  const row = await reader
    .selectFrom('member')
    .select('language')
    .where('id', '=', id)
    .executeTakeFirst()
  return languageOf(row?.language ?? '')
}

/** Of the youngest membership that gives one. */
async function levelIn(
  { reader, clock }: ReadAccountDeps,
  holdings: readonly Holding[],
): Promise<Level | null> {
  const { offers } = await offersAt(reader, clock.now())
  const holding = holdings.find(({ phase }) => givesAccess.some((one) => one === phase))
  if (holding === undefined) return null
  const level = levelOf(offers, { frequency: holding.rhythm, amount: holding.each })
  if (level === null) return null
  return { name: level.name, benefits: benefitsOf(offers, level).map(({ text }) => text) }
}

const givesAccess = ['running', 'ending', 'failing'] as const

async function invitationOf(
  { reader, clock }: ReadAccountDeps,
  person: string,
): Promise<Money | null> {
  const gift = await giftToAskWith(reader, person)
  if (gift === null) return null
  return invitedTo((await offersAt(reader, clock.now())).offers, gift.currency)
}

function receiptOf(documents: readonly NumberedEntry[], charge: string): string | null {
  const found = documents.find((one) => one.charge === charge && one.kind === 'payment')
  return found?.number ?? null
}
