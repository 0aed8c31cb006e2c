import { moneyIn } from '../../platform/money/money.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { type Texts, useTexts } from '../texts/texts.ts'
import type { Given } from './account.ts'

const shown = 12

/** The latest payments; all of them stand with the receipts. */
export const GivenList = ({ given, zone }: { given: readonly Given[]; zone: string }) => {
  const texts = useTexts()
  const { words } = texts
  if (given.length === 0) return <p>{words('account.gave_nothing')}</p>
  return (
    <>
      <DataTable
        caption={words('account.gave_latest')}
        columns={[
          words('account.col_day'),
          words('account.col_for'),
          { label: words('account.col_amount'), number: true },
          words('account.col_receipt'),
        ]}
        rows={given
          .slice(0, shown)
          .map((payment) => [
            texts.shortDay(payment.made_at, zone),
            <What payment={payment} />,
            texts.money(moneyIn(payment)),
            <ReceiptLink receipt={payment.receipt} />,
          ])}
      />
      <p>
        <a href="/account/receipts">{words('account.receipts')}</a>
      </p>
    </>
  )
}

const What = ({ payment }: { payment: Given }) => {
  const texts = useTexts()
  const note = noteOf(payment, texts)
  return (
    <>
      {texts.words(`account.for_${payment.class ?? 'payment'}`)}
      {note === null ? null : <span class="note soft small">{note}</span>}
    </>
  )
}

const ReceiptLink = ({ receipt }: Pick<Given, 'receipt'>) =>
  receipt === null ? '–' : <a href={`/account/receipts/${receipt}`}>{receipt}</a>

/** What became of a payment besides arriving. */
function noteOf(payment: Given, { words, money }: Texts): string | null {
  if (payment.returned) return words('account.pay_returned')
  if (payment.state === 'pending') return words('account.pay_pending')
  if (payment.dispute === 'lost' || payment.dispute === 'open') return words('account.pay_disputed')
  if (payment.refunded_minor === 0n) return null
  const amount = money(moneyIn({ ...payment, amount_minor: payment.refunded_minor }))
  return words('account.pay_refunded', { amount })
}
