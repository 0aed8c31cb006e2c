/** What is read again and again, so that nothing depends on webhooks alone. */
export const sweepNames = ['events', 'balance_transactions', 'subscriptions', 'payouts'] as const
export type Sweep = (typeof sweepNames)[number]

/** Something that no webhook had brought: the object, and what tells of it (an event, a transaction). */
export type Found = Readonly<{ object: string; id: string }>
export type Find = Found & Readonly<{ sweep: Sweep }>

/**
 * What one run has read: how many Stripe listed, and what of it was missed. `first`: nothing had been
 * read before, so that finding something says nothing about webhooks.
 */
export type Reading = Readonly<{ listed: number; found: readonly Found[]; first: boolean }>

/** A webhook younger than `youngest_s` may be on its way: what it tells is not missed yet. */
export type Patience = Readonly<{ youngest_s: number }>
