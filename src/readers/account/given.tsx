import { moneyIn } from '../../platform/money/money.ts'
import { type Texts, useTexts } from '../texts/texts.ts'
import type { Given } from './account.ts'

const shown = 12

/** The latest payments; all of them stand with the receipts. */
export const GivenList = ({ given, zone }: { given: readonly Given[]; zone: string }) => {
  const texts = useTexts()
  const { words, shortDay } = texts
  if (given.length === 0) return <p>{words('account.gave_nothing')}</p>
  return (
    <>
      <table class="data given">
        <caption class="unseen">{words('account.gave')}</caption>
        <thead>
          <tr>
            <th scope="col">{words('account.col_day')}</th>
            <th scope="col">{words('account.col_for')}</th>
            <th scope="col" class="number">
              {words('account.col_amount')}
            </th>
            <th scope="col">{words('account.col_receipt')}</th>
          </tr>
        </thead>
        <tbody>
          {given.slice(0, shown).map((payment) => (
            <tr>
              <th scope="row">{shortDay(payment.made_at, zone)}</th>
              <td>
                {words(`account.for_${payment.class ?? 'payment'}`)}
                <Note payment={payment} />
              </td>
              <td class="number">{texts.money(moneyIn(payment))}</td>
              <td>
                {payment.receipt === null ? (
                  '–'
                ) : (
                  <a href={`/account/receipts/${payment.receipt}`}>{payment.receipt}</a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a href="/account/receipts">{words('account.receipts')}</a>
      </p>
    </>
  )
}

const Note = ({ payment }: { payment: Given }) => {
  const note = noteOf(payment, useTexts())
  return note === null ? null : <span class="note soft small">{note}</span>
}

/** What became of a payment besides arriving. */
function noteOf(payment: Given, { words, money }: Texts): string | null {
  if (payment.returned) return words('account.pay_returned')
  if (payment.state === 'pending') return words('account.pay_pending')
  if (payment.dispute === 'lost' || payment.dispute === 'open') return words('account.pay_disputed')
  if (payment.refunded_minor === 0n) return null
  const amount = money(moneyIn({ ...payment, amount_minor: payment.refunded_minor }))
  return words('account.pay_refunded', { amount })
}
