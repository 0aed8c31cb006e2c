import type { Account } from '../../stripe/account.ts'

/**
 * One of Stripe's sequences (domain/stripe.md 8.5), lived in the sandbox. `ends`: worked by hand, the
 * state of each member and the net of all entries that are no payouts, in cents. Fees: a European card
 * 1.5 % and 0.25, a bank debit 0.35, a dispute 20.00.
 */
export type Story = Readonly<{
  name: string
  live: (account: Account) => Promise<void>
  ends: Readonly<{ states: readonly string[]; net_minor: bigint }>
}>

export const day_s = 86_400
export const card = {
  good: '4242424242424242',
  refused: '4000000000000002',
  lapsing: '4000000000000341',
  asking: '4000000000003220',
  warned: '4000000000005423',
  refundTakesDays: '4000000000007726',
  refundFails: '4000000000005126',
} as const
export const iban = { good: 'DE89370400440532013000', refused: 'DE62370400440532013001' } as const
export const ann = { email: 'ann@example.org', name: 'Ann', card: card.good }
