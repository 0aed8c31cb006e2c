import type { PropsWithChildren } from 'hono/jsx'
import { Sheet } from './sheet.tsx'

/** What is being paid for, in words. */
export type Bill = {
  merchant: string
  what: string
  /** What the price is made of. */
  lines: { what: string; price: string }[]
  /** `€10.00`, or `€10.00 per month`. */
  price: string
  button: string
  back: string | null
  /** Whether a bank account can pay: SEPA takes euros only. */
  takesIban: boolean
}
export type Typed = { email: string; name: string; country: string; card: string; iban: string }
export type Field = keyof Typed
export type Wrong = { field: Field; message: string }

type Props = { bill: Bill; typed: Typed; emailIsFixed: boolean; wrong: Wrong[] }

/** The whole payment page: one form, kept as it was typed when something is wrong. */
export const PayPage = ({ bill, typed, emailIsFixed, wrong }: Props) => (
  <Sheet title={`${wrong.length > 0 ? 'Error: ' : ''}${bill.what}, ${bill.price}`}>
    {bill.back !== null && <a href={bill.back}>← Back</a>}
    <h1>{bill.what}</h1>
    <p class="price">{bill.price}</p>
    {bill.lines.length > 1 && <Lines lines={bill.lines} />}
    <p class="quiet">to {bill.merchant}</p>
    {wrong.length > 0 && <Summary wrong={wrong} />}
    <form method="post" novalidate>
      <Input
        field="email"
        label="E-mail"
        type="email"
        autocomplete="email"
        readonly={emailIsFixed}
        {...{ typed, wrong }}
      />
      <Input
        field="card"
        label="Card number"
        type="text"
        inputmode="numeric"
        autocomplete="cc-number"
        placeholder="4242 4242 4242 4242"
        {...{ typed, wrong }}
      />
      <details open={typed.name !== '' || typed.country !== '' || typed.iban !== ''}>
        <summary>Name, country{bill.takesIban ? ', bank debit' : ''}</summary>
        <Input field="name" label="Name" type="text" autocomplete="name" {...{ typed, wrong }} />
        <Input
          field="country"
          label="Country of the card (two letters)"
          type="text"
          autocomplete="country"
          {...{ typed, wrong }}
        />
        {bill.takesIban && (
          <Input
            field="iban"
            label="IBAN, instead of a card (SEPA bank debit)"
            type="text"
            autocomplete="off"
            {...{ typed, wrong }}
          />
        )}
      </details>
      <button type="submit" class="whole">
        {bill.button}
      </button>
    </form>
    <TestNumbers takesIban={bill.takesIban} />
  </Sheet>
)

const Lines = ({ lines }: Pick<Bill, 'lines'>) => (
  <dl>
    {lines.map(({ what, price }) => (
      <>
        <dt>{what}</dt>
        <dd>{price}</dd>
      </>
    ))}
  </dl>
)

const Summary = ({ wrong }: { wrong: Wrong[] }) => (
  <div class="summary" role="alert" tabindex={-1} autofocus>
    {wrong.map(({ field, message }) => (
      <p>
        <a href={`#${field}`}>{message}</a>
      </p>
    ))}
  </div>
)

type InputProps = {
  field: Field
  label: string
  type: string
  autocomplete: string
  inputmode?: 'numeric'
  placeholder?: string
  readonly?: boolean
  typed: Typed
  wrong: Wrong[]
}

const Input = ({ field, label, typed, wrong, ...attributes }: InputProps) => {
  const complaint = wrong.find((one) => one.field === field)
  return (
    <>
      <label for={field}>{label}</label>
      <input
        id={field}
        name={field}
        value={typed[field]}
        {...attributes}
        {...(complaint && { 'aria-invalid': 'true', 'aria-describedby': `${field}-wrong` })}
      />
      {complaint && (
        <p class="wrong" id={`${field}-wrong`}>
          {complaint.message}
        </p>
      )}
    </>
  )
}

const cards = [
  ['4242 4242 4242 4242', 'pays'],
  ['4000 0000 0000 0002', 'is declined'],
  ['4000 0000 0000 9995', 'has insufficient funds'],
  ['4000 0000 0000 3220', 'asks for 3-D Secure'],
  ['4000 0000 0000 0341', 'pays now, fails at the next charge'],
  ['4000 0000 0000 0259', 'pays, then is disputed'],
]
const accounts = [
  ['DE89 3704 0044 0532 0130 00', 'pays after some days'],
  ['DE62 3704 0044 0532 0130 01', 'fails after some days'],
]

const TestNumbers = ({ takesIban }: { takesIban: boolean }) => (
  <details>
    <summary>Test numbers</summary>
    <table>
      <caption>No other card or account is taken.</caption>
      <tbody>
        {[...cards, ...(takesIban ? accounts : [])].map(([number, effect]) => (
          <tr>
            <th scope="row">
              <code>{number}</code>
            </th>
            <td>{effect}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </details>
)

/** The bank's own step. What was typed travels along; the two buttons are the two outcomes. */
export const AuthenticationPage = ({ bill, typed }: { bill: Bill; typed: Typed }) => (
  <Sheet title="3-D Secure">
    <h1>Your bank wants to know it is you</h1>
    <p>
      3-D Secure for {bill.price} to {bill.merchant}. A real bank would ask for its app or a code
      here; choose how it ends.
    </p>
    <form method="post">
      {Object.entries(typed).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="row">
        <button type="submit" name="authentication" value="complete">
          Complete
        </button>
        <button type="submit" name="authentication" value="fail" class="plain">
          Fail
        </button>
      </div>
    </form>
  </Sheet>
)

type NoticeProps = PropsWithChildren<{
  title: string
  way?: { href: string; label: string } | null
}>

/** A page that only says something: paid already, expired, unknown. */
export const Notice = ({ title, way = null, children }: NoticeProps) => (
  <Sheet title={title}>
    <h1>{title}</h1>
    <p>{children}</p>
    {way !== null && (
      <p>
        <a href={way.href}>{way.label}</a>
      </p>
    )}
  </Sheet>
)
