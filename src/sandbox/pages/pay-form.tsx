import type { PropsWithChildren } from 'hono/jsx'
import type { CustomField } from '../objects/session.ts'
import { type Bill, sumOf } from './bill.ts'
import { ConsentButtons } from './consent-buttons.tsx'
import { Choice, type Filling, Input, Summary, Tick, type Typed, type Wrong } from './input.tsx'
import { Sheet } from './sheet.tsx'

type Props = { bill: Bill; typed: Typed; emailIsFixed: boolean; wrong: Wrong[]; news?: string }

/**
 * The whole payment page: one form, kept as it was typed when something is wrong. The button that
 * pays stands before the one that only looks at a code, so that Enter presses the former.
 */
export const PayPage = ({ bill, typed, emailIsFixed, wrong, news }: Props) => (
  <Sheet title={`${wrong.length > 0 ? 'Error: ' : ''}${titleOf(bill)}`}>
    {bill.back !== null && <a href={bill.back}>← Back</a>}
    <h1>{bill.what}</h1>
    <Price bill={bill} />
    {wrong.length > 0 && <Summary wrong={wrong} />}
    {news !== undefined && (
      <p class="news" role="status">
        {news}
      </p>
    )}
    <form method="post" novalidate>
      <input type="hidden" name="shown" value={sumOf(bill)} />
      <Input
        field="email"
        label="E-mail"
        type="email"
        autocomplete="email"
        readonly={emailIsFixed}
        {...{ typed, wrong }}
      />
      {bill.takesCard && <Card bill={bill} {...{ typed, wrong }} />}
      <Details bill={bill} {...{ typed, wrong }} />
      {bill.questions.map((question) => (
        <Question question={question} {...{ typed, wrong }} />
      ))}
      {bill.asksNews && (
        <Tick field="promotions" label="Send me news and offers" {...{ typed, wrong }} />
      )}
      {bill.asksTerms && (
        <Tick
          field="terms"
          label={`I agree to the terms of ${bill.merchant}`}
          {...{ typed, wrong }}
        />
      )}
      <button type="submit" class="whole">
        {bill.button}
      </button>
      {bill.takesCode && <Code {...{ typed, wrong }} />}
    </form>
    {bill.takesCard && <TestNumbers takesIban={bill.takesIban} />}
  </Sheet>
)

function titleOf({ what, price }: Bill): string {
  return price === null ? what : `${what}, ${price}`
}

const Price = ({ bill }: { bill: Bill }) => (
  <>
    {bill.price !== null && <p class="price">{bill.price}</p>}
    {bill.after !== null && <p>{bill.after}</p>}
    {bill.presented !== null && <p>{bill.presented} in your currency</p>}
    {bill.lines.length > 1 && <Lines lines={bill.lines} />}
    <p class="quiet">
      {bill.price === null ? 'for' : 'to'} {bill.merchant}
    </p>
  </>
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

const Card = ({ bill, typed, wrong }: Filling & { bill: Bill }) => (
  <Input
    field="card"
    label={bill.needsCard ? 'Card number' : 'Card number, for later (not needed now)'}
    inputmode="numeric"
    autocomplete="cc-number"
    placeholder="4242 4242 4242 4242"
    {...{ typed, wrong }}
  />
)

const Details = ({ bill, typed, wrong }: Filling & { bill: Bill }) => {
  const takesIban = bill.takesIban && bill.takesCard
  const isOpen = ['name', 'country', 'iban'].some((field) => (typed[field] ?? '') !== '')
  return (
    <details open={isOpen}>
      <summary>Name, country{takesIban ? ', bank debit' : ''}</summary>
      <Input field="name" label="Name" autocomplete="name" {...{ typed, wrong }} />
      <Input
        field="country"
        label="Country of the card (two letters)"
        autocomplete="country"
        {...{ typed, wrong }}
      />
      {takesIban && (
        <Input
          field="iban"
          label="IBAN, instead of a card (SEPA bank debit)"
          autocomplete="off"
          {...{ typed, wrong }}
        />
      )}
    </details>
  )
}

/** The name under which the answer to a question of the newsroom's is sent. */
export function answerName({ key }: Pick<CustomField, 'key'>): string {
  return `answer_${key}`
}

const Question = ({ question, typed, wrong }: Filling & { question: CustomField }) => {
  const words = question.label.custom ?? question.key
  const label = question.optional ? `${words} (optional)` : words
  const field = answerName(question)
  if (question.dropdown) {
    return <Choice {...{ field, label, typed, wrong }} options={question.dropdown.options} />
  }
  const numeric = question.numeric && { inputmode: 'numeric' as const }
  return <Input {...{ field, label, typed, wrong }} autocomplete="off" {...numeric} />
}

const Code = ({ typed, wrong }: Filling) => (
  <details open={(typed.promotion_code ?? '') !== '' || wrong.some(isAboutCode)}>
    <summary>Promotion code</summary>
    <Input field="promotion_code" label="Code" autocomplete="off" {...{ typed, wrong }} />
    <button type="submit" name="look" value="yes" class="plain whole">
      Apply code
    </button>
  </details>
)

function isAboutCode({ field }: Wrong): boolean {
  return field === 'promotion_code'
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
      3-D Secure for {bill.price ?? bill.what} to {bill.merchant}. A real bank would ask for its app
      or a code here; choose how it ends.
    </p>
    <form method="post">
      {Object.entries(typed).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <ConsentButtons />
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
