import type { Child } from 'hono/jsx'
import type { Gift, GiftState } from '../../members/gifts/gift.ts'
import { Button, Notice } from '../../platform/ui/components.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { dashboardAddress } from '../../stripe/dashboard.ts'
import { writeDay } from '../desk/days.ts'
import { State } from '../desk/figures.tsx'

type Shown = Readonly<{ gift: Gift; state: GiftState }>
type Stripe = Parameters<typeof dashboardAddress>[0]
type ListProps = Readonly<{
  gifts: readonly Shown[]
  next: string | null
  zone: string
  stripe: Stripe
}>

/** Memberships that were given away, newest first; money goes back at Stripe, and takes the gift along. */
export const GiftList = ({ gifts, next, zone, stripe }: ListProps) => (
  <>
    <h1>Memberships given away</h1>
    <p class="soft">
      Paid back at Stripe in full, a gift is over: its link opens nothing any more, and what was
      redeemed with it ends.
    </p>
    {gifts.length === 0 ? (
      <Notice>
        Nobody has given a membership yet. Readers do so on <a href="/support/gift">its page</a>.
      </Notice>
    ) : (
      <DataTable
        caption="Gifts, newest first"
        narrow="cards"
        columns={['Ordered', { label: 'For', lead: true }, 'State', 'Giver', 'Payment', 'Letter']}
        rows={gifts.map((shown) => cells(shown, zone, stripe))}
      />
    )}
    {next === null ? null : (
      <p>
        <a href={`/desk/gifts?cursor=${encodeURIComponent(next)}`} rel="next">
          Show more
        </a>
      </p>
    )}
  </>
)

function cells({ gift, state }: Shown, zone: string, stripe: Stripe) {
  return [
    writeDay(gift.ordered_at, zone),
    <bdi>{gift.recipient_name ?? '—'}</bdi>,
    <>
      <State tone={tones[state]}>{words[state]}</State> {since({ gift, state }, zone)}
    </>,
    <Person id={gift.member_id} />,
    payment(gift.paid_by, stripe),
    state === 'delivered' ? <Again gift={gift} /> : sent(gift),
  ]
}

const words: Readonly<Record<GiftState, string>> = {
  unpaid: 'Unpaid',
  scheduled: 'Scheduled',
  delivered: 'Delivered',
  redeemed: 'Redeemed',
  expired: 'Expired',
  refunded: 'Refunded',
}
const tones = {
  unpaid: 'plain',
  scheduled: 'plain',
  delivered: 'plain',
  redeemed: 'good',
  expired: 'warn',
  refunded: 'warn',
} as const satisfies Record<GiftState, string>

function since({ gift, state }: Shown, zone: string): string {
  if (state === 'scheduled') return `for ${gift.deliver_on}`
  const at = gift.refunded_at ?? gift.redeemed_at ?? gift.delivered_at
  return at === null ? '' : writeDay(at, zone)
}

const Person = ({ id }: Readonly<{ id: string | null }>) =>
  id === null ? <>—</> : <a href={`/desk/people/${encodeURIComponent(id)}`}>Who gave it</a>

function payment(id: string | null, stripe: Stripe): Child {
  const address = id === null ? null : dashboardAddress(stripe, id)
  return address === null ? (id ?? '—') : <a href={address}>{id}</a>
}

const Again = ({ gift }: Readonly<{ gift: Gift }>) => (
  <form method="post" action={`/desk/gifts/${gift.id}/again`}>
    <Button kind="quiet">Send again</Button> {sent(gift)}
  </form>
)

function sent({ letters }: Gift): string {
  return letters === 0 ? 'not sent' : `sent ${letters === 1 ? 'once' : `${letters} times`}`
}
