import { shown } from '../validate/currency.ts'
import { CardField, type WrongCard } from './card-field.tsx'
import { Subscription } from './portal-subscription.tsx'
import type { PortalInvoice, PortalView } from './portal-view.ts'
import { dayOf } from './portal-words.ts'
import { Sheet } from './sheet.tsx'

type Props = PortalView & {
  /** The one thing a deep link came for; null shows everything. */
  flow: string | null
  wrong: WrongCard
}

/** The portal: what the configuration allows, or the one thing that a deep link came for. */
export const PortalPage = ({ flow, wrong, ...view }: Props) => {
  const { session, features, subscriptions, invoices, customer } = view
  const base = `/p/session/${session.id}`
  const has = (name: keyof typeof features) =>
    features[name].enabled && (flow === null || flow === name)
  const isOfOne = flow?.startsWith('subscription_') ?? false
  return (
    <Sheet title="Your payments">
      {session.return_url !== null && <a href={session.return_url}>← Back</a>}
      <h1>Your payments</h1>
      {(flow === null || isOfOne) &&
        subscriptions.map((one) => <Subscription {...view} subscription={one} flow={flow} />)}
      {has('payment_method_update') && <CardForm base={base} wrong={wrong} />}
      {has('customer_update') && (
        <CustomerForm
          base={base}
          customer={customer}
          allowed={features.customer_update.allowed_updates}
        />
      )}
      {has('invoice_history') && <Invoices invoices={invoices} />}
    </Sheet>
  )
}

const CardForm = ({ base, wrong }: { base: string; wrong: WrongCard }) => (
  <section aria-labelledby="card-heading">
    <h2 id="card-heading">Card</h2>
    <form method="post" action={`${base}/card`} novalidate>
      <CardField wrong={wrong} label="New card number" />
      <button type="submit" class="whole">
        Use this card from now on
      </button>
    </form>
  </section>
)

type CustomerProps = { base: string; customer: PortalView['customer']; allowed: string[] }

const CustomerForm = ({ base, customer, allowed }: CustomerProps) => (
  <section aria-labelledby="customer-heading">
    <h2 id="customer-heading">Your details</h2>
    <form method="post" action={`${base}/customer`}>
      {allowed.includes('name') && (
        <Field name="name" label="Name" value={customer.name} autocomplete="name" />
      )}
      {allowed.includes('email') && (
        <Field name="email" label="E-mail" value={customer.email} autocomplete="email" />
      )}
      {allowed.includes('address') && (
        <Field
          name="country"
          label="Country (two letters)"
          value={customer.address?.country}
          autocomplete="country"
        />
      )}
      <button type="submit" class="whole plain">
        Save
      </button>
    </form>
  </section>
)

type FieldProps = {
  name: string
  label: string
  value: string | null | undefined
  autocomplete: string
}

const Field = ({ name, label, value, autocomplete }: FieldProps) => (
  <>
    <label for={name}>{label}</label>
    <input id={name} name={name} value={value ?? ''} autocomplete={autocomplete} />
  </>
)

const Invoices = ({ invoices }: { invoices: PortalInvoice[] }) => (
  <section aria-labelledby="invoices">
    <h2 id="invoices">Invoices</h2>
    <div class="scroll">
      <table>
        <caption>{invoices.length === 0 ? 'None yet.' : 'Newest first'}</caption>
        <tbody>
          {invoices.map(({ id, created, total, currency, status, hosted_invoice_url: url }) => (
            <tr>
              <th scope="row">
                {url === null ? dayOf(created) : <a href={`/i/${id}`}>{dayOf(created)}</a>}
              </th>
              <td>{status}</td>
              <td class="number">{shown({ amount: total, currency })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)
