import type { Selectable } from 'kysely'
import type { MembershipGrantTable } from '../platform/database/gift-tables.ts'
import type {
  MemberState,
  MemberTable,
  PaymentTable,
  SubscriptionTable,
} from '../platform/database/member-tables.ts'

type Row = Selectable<SubscriptionTable>
export type SubscriptionFacts = Readonly<
  Pick<Row, 'id' | 'status' | 'raw_status' | 'paused' | 'started_at' | 'period_end'> &
    Pick<Row, 'ends_at' | 'ended_at' | 'amount_minor' | 'currency' | 'frequency'>
>
type Paid = Selectable<PaymentTable>
export type PaymentFacts = Readonly<
  Pick<Paid, 'id' | 'class' | 'state' | 'amount_minor' | 'refunded_minor' | 'currency'> &
    Pick<Paid, 'dispute' | 'made_at' | 'returned'>
>

/** A membership that somebody else has paid, or that staff have granted. */
export type GrantFacts = Readonly<
  Pick<Selectable<MembershipGrantTable>, 'since' | 'until' | 'ended_at'>
>

/**
 * All that decides what a person is to us, payments oldest first. `deleted_at`: when Stripe deleted
 * the last customer of theirs; a subscription of a deleted customer comes as ended.
 */
export type SupportFacts = Readonly<{
  subscriptions: readonly SubscriptionFacts[]
  payments: readonly PaymentFacts[]
  grants: readonly GrantFacts[]
  deleted_at: Date | null
}>

/** The columns of `member` that are derived from facts, for `member.state` as of one instant. */
export type Standing = Readonly<
  Pick<Selectable<MemberTable>, 'state' | 'raw_status' | 'since' | 'until' | 'ending'> &
    Pick<Selectable<MemberTable>, 'frequency' | 'amount_minor' | 'currency'>
>

/**
 * What a person is at `now`, by Stripe's latest word about their subscriptions and payments alone.
 * Of several the best counts, in the order of `rank`, among equals one that is paid, then the youngest;
 * amount and frequency are its own, and of one that is granted there are none. A gift makes a supporter for `supporterMonths` calendar months (UTC).
 * `since`: start of that subscription, or of the unbroken run of gifts. `until`: end of the period
 * paid for, of the membership, or of the window. Follows contract.md, `/api/members`.
 */
export function standingOf(
  facts: SupportFacts,
  { now, supporterMonths }: { now: Date; supporterMonths: number },
): Standing {
  const gifts = giftsThatCount(facts)
  const candidates = [
    ...facts.subscriptions.map((held) => ofSubscription(held, facts.payments)),
    ...facts.grants.map((grant) => ofGrant(grant, now)),
    ...ofGifts(gifts, now, supporterMonths),
    ...ofPending(facts),
  ]
  return candidates.sort(best)[0] ?? ofNothing(facts)
}

const rank: readonly MemberState[] = [
  ...(['member', 'grace', 'unclear', 'supporter'] as const), // these give access, or may
  ...(['suspended', 'pending', 'ended', 'former_supporter'] as const),
]

function best(a: Standing, b: Standing): number {
  const age = (b.since?.getTime() ?? 0) - (a.since?.getTime() ?? 0)
  const unpaid = Number(a.amount_minor === null) - Number(b.amount_minor === null)
  return rank.indexOf(a.state) - rank.indexOf(b.state) || unpaid || age
}

/** Its end comes by itself, as that of a gift's window: `directory.ts` asks the clock again. */
function ofGrant({ since, until, ended_at }: GrantFacts, now: Date): Standing {
  const end = ended_at ?? until
  const state = now < end ? 'member' : 'ended'
  const nothing = { frequency: null, amount_minor: null, currency: null }
  return { state, raw_status: null, since, until: end, ending: false, ...nothing }
}

function ofSubscription(facts: SubscriptionFacts, payments: SupportFacts['payments']): Standing {
  const state = isBegun(facts, payments) ? stateOf(facts) : 'pending'
  return {
    state,
    raw_status: state === 'unclear' ? facts.raw_status : null,
    since: facts.started_at,
    until: state === 'ended' ? facts.ended_at : (facts.ends_at ?? facts.period_end),
    ending: state !== 'ended' && facts.ends_at !== null,
    frequency: facts.frequency,
    amount_minor: facts.amount_minor,
    currency: facts.currency,
  }
}

/**
 * Stripe calls a subscription active while the debit that pays its beginning is still under way
 * (domain/stripe.md 4.1, `payment_status=unpaid`); whoever has not paid yet is no member yet.
 */
function isBegun({ status, started_at }: SubscriptionFacts, payments: SupportFacts['payments']) {
  if (status !== 'active') return true
  const theirs = payments.filter(
    ({ class: kind, made_at }) =>
      kind !== 'gift' && made_at.getTime() >= started_at.getTime() - day_ms,
  )
  const first = theirs[0]
  if (first?.state !== 'pending' || theirs.some(({ state }) => state === 'succeeded')) return true
  return first.made_at.getTime() > started_at.getTime() + day_ms
}
const day_ms = 86_400_000

function stateOf({ status, paused }: SubscriptionFacts): MemberState {
  switch (status) {
    case 'active':
    case 'trialing':
      return paused ? 'suspended' : 'member'
    case 'past_due':
      return paused ? 'suspended' : 'grace'
    case 'unpaid':
    case 'paused':
      return 'suspended'
    case 'incomplete':
      return 'pending'
    case 'incomplete_expired':
    case 'canceled':
      return 'ended'
    case 'unknown': // newer than our pinned API version: staff see it, access stays as it was
      return 'unclear'
  }
}

/** Oldest first. Not wholly refunded, not lost in a dispute, and not from before a deletion. */
function giftsThatCount({ payments, deleted_at }: SupportFacts): PaymentFacts[] {
  return payments
    .filter(({ class: kind, state }) => kind === 'gift' && state === 'succeeded')
    .filter(({ refunded_minor, amount_minor }) => refunded_minor < amount_minor)
    .filter(({ dispute }) => dispute !== 'lost')
    .filter(({ made_at }) => deleted_at === null || made_at > deleted_at)
}

function ofGifts(gifts: readonly PaymentFacts[], now: Date, months: number): Standing[] {
  const last = gifts.at(-1)
  if (last === undefined) return []
  const until = monthsAfter(last.made_at, months)
  const since = startOfRun(gifts, months)
  return [{ ...once(now < until ? 'supporter' : 'former_supporter', last), since, until }]
}

/** When the windows of the gifts, each reaching the next, began. */
function startOfRun(gifts: readonly PaymentFacts[], months: number): Date | null {
  return (
    gifts.reduce<{ since: Date; until: Date } | null>((run, { made_at }) => {
      const until = monthsAfter(made_at, months)
      return run !== null && made_at <= run.until
        ? { since: run.since, until }
        : { since: made_at, until }
    }, null)?.since ?? null
  )
}

/** A bank debit under way, of a gift or of a first payment whose subscription is not known yet. */
function ofPending({ payments, deleted_at }: SupportFacts): Standing[] {
  const pending = payments.filter(({ state }) => state === 'pending').at(-1)
  return pending === undefined || deleted_at !== null ? [] : [once('pending', pending)]
}

/** No subscription and no gift that counts: all given back, gone with its customer, or only tried. */
function ofNothing({ payments, deleted_at }: SupportFacts): Standing {
  const gift = payments
    .filter(
      ({ class: kind, state, returned }) => kind === 'gift' && (state === 'succeeded' || returned),
    )
    .at(-1)
  if (deleted_at === null && gift) return once('former_supporter', gift)
  const nothing = { frequency: null, amount_minor: null, currency: null }
  return {
    state: 'ended',
    raw_status: null,
    since: null,
    until: deleted_at,
    ending: false,
    ...nothing,
  }
}

function once(state: MemberState, { made_at, amount_minor, currency }: PaymentFacts): Standing {
  const money = { frequency: 'once', amount_minor, currency }
  return { state, raw_status: null, since: made_at, until: null, ending: false, ...money }
}

/** The same day `months` later, or that month's last day: 31 January and a month is 28 February. */
export function monthsAfter(at: Date, months: number): Date {
  const then = new Date(at)
  then.setUTCMonth(then.getUTCMonth() + months, 1)
  const last = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate()
  then.setUTCDate(Math.min(at.getUTCDate(), last))
  return then
}
