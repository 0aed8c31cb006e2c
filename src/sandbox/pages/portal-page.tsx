import { shown } from '../validate/currency.ts'
import { moment } from './console-sheets.tsx'
import type { PortalInvoice, PortalSubscription } from './portal.tsx'
import { Sheet } from './sheet.tsx'

type Props = {
  /** The address of the portal session; its acts hang under it. */
  base: string
  /** The one thing a deep link came for, else null. */
  flow: string | null
  subscriptions: PortalSubscription[]
  invoices: PortalInvoice[]
  back: string | null
  wrong: { card: string; message: string } | null
}

export const PortalPage = ({ base, flow, subscriptions, invoices, back, wrong }: Props) => (
  <Sheet title="Your payments">
    {back !== null && <a href={back}>← Back</a>}
    <h1>Your payments</h1>
    {flow !== 'payment_method_update' &&
      subscriptions.map((one) => <Subscription base={base} subscription={one} />)}
    {flow !== 'subscription_cancel' && <CardForm base={base} wrong={wrong} />}
    {flow === null && <Invoices invoices={invoices} />}
  </Sheet>
)

type SubscriptionProps = { base: string; subscription: PortalSubscription }

const Subscription = ({ base, subscription }: SubscriptionProps) => {
  const { id, status, cancel_at_period_end, cancel_at } = subscription
  const isEnding = cancel_at_period_end || cancel_at !== null
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{priceWords(subscription)}</h2>
      <p>{nextWords(subscription, isEnding)}</p>
      {status !== 'canceled' && (
        <form method="post" action={`${base}/${isEnding ? 'keep' : 'cancel'}`}>
          <input type="hidden" name="subscription" value={id} />
          <button type="submit" class="plain">
            {isEnding ? 'Keep it after all' : 'Cancel at the end of the period'}
          </button>
        </form>
      )}
    </section>
  )
}

const CardForm = ({ base, wrong }: Pick<Props, 'base' | 'wrong'>) => (
  <section aria-labelledby="card-heading">
    <h2 id="card-heading">Card</h2>
    <form method="post" action={`${base}/card`} novalidate>
      <label for="card">New card number</label>
      <input
        id="card"
        name="card"
        inputmode="numeric"
        autocomplete="cc-number"
        placeholder="4242 4242 4242 4242"
        value={wrong?.card ?? ''}
        {...(wrong && {
          'aria-invalid': 'true',
          'aria-describedby': 'card-wrong',
          autofocus: true,
        })}
      />
      {wrong && (
        <p class="wrong" id="card-wrong" role="alert">
          {wrong.message}
        </p>
      )}
      <button type="submit" class="whole">
        Use this card from now on
      </button>
    </form>
  </section>
)

const Invoices = ({ invoices }: { invoices: PortalInvoice[] }) => (
  <section aria-labelledby="invoices">
    <h2 id="invoices">Invoices</h2>
    <div class="scroll">
      <table>
        <caption>{invoices.length === 0 ? 'None yet.' : 'Newest first'}</caption>
        <tbody>
          {invoices.map(({ created, total, currency, status }) => (
            <tr>
              <th scope="row">{moment(created).slice(0, 10)}</th>
              <td>{status}</td>
              <td class="number">{shown({ amount: total, currency })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)

function priceWords({ items }: PortalSubscription): string {
  const [item] = items.data
  if (!item) return 'Membership'
  const { unit_amount, currency, recurring } = item.price
  const amount = shown({ amount: (unit_amount ?? 0) * item.quantity, currency })
  if (!recurring) return amount
  const { interval, interval_count: count } = recurring
  return `${amount} ${count === 1 ? `per ${interval}` : `every ${count} ${interval}s`}`
}

function nextWords({ status, items }: PortalSubscription, isEnding: boolean): string {
  const end = items.data[0]?.current_period_end
  const day = end === undefined ? '' : moment(end).slice(0, 10)
  if (status === 'canceled') return 'Ended.'
  if (status === 'past_due') return 'The last payment failed; it is tried again.'
  return isEnding ? `Ends on ${day}.` : `Next payment on ${day}.`
}
