import { shown } from '../validate/currency.ts'
import { CardField, type WrongCard } from './card-field.tsx'
import { ConsentButtons } from './consent-buttons.tsx'
import { moment } from './console-sheets.tsx'
import type { InvoiceBill } from './invoice.tsx'
import { Sheet } from './sheet.tsx'

type Props = { bill: InvoiceBill; wrong: WrongCard }

export const InvoicePage = ({ bill, wrong }: Props) => {
  const amount = (minor: number) => shown({ amount: minor, currency: bill.currency })
  const isDue = bill.status === 'open' || bill.status === 'uncollectible'
  const title = `Invoice ${bill.number ?? '(draft)'}`
  return (
    <Sheet title={title}>
      <h1>{title}</h1>
      <p>
        {bill.account_name} to {bill.customer_name ?? bill.customer_email ?? 'a customer'},{' '}
        {day(bill.created)}
      </p>
      <p class="price">{amount(bill.amount_due)}</p>
      <p>{stateWords[bill.status ?? ''] ?? bill.status}</p>
      <Lines bill={bill} amount={amount} />
      {isDue && (asksConsent(bill) ? <Consent bill={bill} /> : null)}
      {isDue && <Pay bill={bill} wrong={wrong} amount={amount} />}
    </Sheet>
  )
}

const stateWords: Record<string, string> = {
  draft: 'A draft: nothing is due yet.',
  open: 'Due: it has not been paid.',
  paid: 'Paid.',
  uncollectible: 'Not paid, and no longer expected.',
  void: 'Void: nothing is due.',
}

type Amount = { amount: (minor: number) => string }

const Lines = ({ bill, amount }: { bill: InvoiceBill } & Amount) => {
  const off = bill.total_discount_amounts.reduce((sum, one) => sum + one.amount, 0)
  return (
    <table>
      <caption>What it is for</caption>
      <tbody>
        {bill.lines.data.map((line) => (
          <tr>
            <th scope="row">
              {line.description}
              <br />
              <span class="quiet">
                {day(line.period.start)} – {day(line.period.end)}
              </span>
            </th>
            <td class="number">{amount(line.amount)}</td>
          </tr>
        ))}
        {off > 0 && <Sum label="Discount" value={amount(-off)} />}
        <Sum label="Total" value={amount(bill.total)} />
        {bill.starting_balance !== 0 && (
          <Sum label="Balance from before" value={amount(bill.starting_balance)} />
        )}
        <Sum label="Amount due" value={amount(bill.amount_due)} />
      </tbody>
    </table>
  )
}

const Sum = ({ label, value }: { label: string; value: string }) => (
  <tr>
    <th scope="row">{label}</th>
    <td class="number">{value}</td>
  </tr>
)

const Consent = ({ bill }: { bill: InvoiceBill }) => (
  <section aria-labelledby="consent">
    <h2 id="consent">Your bank wants to hear from you</h2>
    <form method="post" action={`/i/${bill.id}/authenticate`}>
      <ConsentButtons />
    </form>
  </section>
)

const Pay = ({ bill, wrong, amount }: Props & Amount) => (
  <section aria-labelledby="pay">
    <h2 id="pay">Pay by card</h2>
    <form method="post" action={`/i/${bill.id}/pay`} novalidate>
      <CardField wrong={wrong} label="Card number" />
      <button type="submit" class="whole">
        Pay {amount(bill.amount_due)}
      </button>
    </form>
  </section>
)

function asksConsent({ payments }: InvoiceBill): boolean {
  return payments.data.some(({ payment }) => payment.payment_intent?.status === 'requires_action')
}

function day(seconds: number): string {
  return moment(seconds).slice(0, 10)
}
