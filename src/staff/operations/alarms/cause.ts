/** What an alarm is raised for, the gravest first. */
export const causes = [
  'proof_failed',
  'stripe_away',
  'endpoint_off',
  'card_testing',
  'no_payment',
  'sweep_found',
  'shelf_not_empty',
  'outbox_stuck',
  'unknown_value',
] as const
export type Cause = (typeof causes)[number]

/** What to do while it lasts, and how to say that it is over. */
type Words = Readonly<{ advice: string; over: string }>

export const wordsOf: Readonly<Record<Cause, Words>> = {
  proof_failed: {
    advice:
      'Nothing was changed. Open the proof’s rows; a missing transaction comes with npx --no mainstay sync, or backfill when it is older. Then run npx --no mainstay verify.',
    over: 'Every proof holds: the ledger equals Stripe’s own books',
  },
  stripe_away: {
    advice:
      'Money is booked late, not lost; what waits goes by itself when Stripe answers. See Stripe’s status, or give Mainstay a key that is valid.',
    over: 'Stripe answers again',
  },
  endpoint_off: {
    advice:
      'Sweeps still bring what happens, ten minutes to a day late. Run npx --no mainstay setup, which makes the endpoint or switches it on again, and compare STRIPE_WEBHOOK_SECRET with its secret.',
    over: 'The webhook endpoint is on again',
  },
  card_testing: {
    advice:
      'Nobody was charged by a refused payment. Look at the payments in Stripe’s dashboard, refund what was stolen before it is disputed, and tighten the rules of Stripe Radar.',
    over: 'Payments of strangers are no longer refused in numbers',
  },
  no_payment: {
    advice:
      'Try the support page yourself with a small gift, and see whether payments stand in Stripe’s dashboard that are not here.',
    over: 'Payments come in again',
  },
  sweep_found: {
    advice:
      'All of it is in the books. See in Stripe’s dashboard what became of the endpoint’s deliveries, and in the log what was answered.',
    over: 'For a day no sweep has found anything that webhooks had not brought',
  },
  shelf_not_empty: {
    advice:
      'The state of these objects may be old; all others go on. Mend the reason, then try them again on the page of operations, or with npx --no mainstay replay --all.',
    over: 'The shelf is empty',
  },
  outbox_stuck: {
    advice:
      'Nothing of it is lost. See MAIL_URL and the mail server’s own log; what was given up after three days is tried again from the page of operations.',
    over: 'Mails and other queued work go out again',
  },
  unknown_value: {
    advice:
      'Whoever it stands with keeps the access that they had. Look at the example in Stripe’s dashboard, and for an update of Mainstay.',
    over: 'For a day Stripe has used no new word that we do not know',
  },
}
