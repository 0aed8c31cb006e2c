import { remedyFor } from '../../../members/failure.ts'
import { openInvoicesOf } from '../../../members/open-invoices.ts'
import { Notice } from '../../../platform/ui/components.tsx'
import { readerPages } from '../../../platform/ui/page.tsx'
import { type Bill, readBill } from '../../../stripe/acts/bill.ts'
import { useTexts } from '../../texts/texts.ts'
import { accountRoutesWith, readersOnly } from '../signed-in.ts'
import { actAddress } from './acts.tsx'
import type { ActContext, ActDeps } from './context.ts'
import { fieldsOf } from './fields.ts'
import { Told } from './page.tsx'
import { subjectOf } from './subject.ts'
import { notOwn, stripeAway } from './view.ts'
import { WhichPage } from './which.tsx'

/** Mounted at `/account/pay`: why a payment did not go through, and what can be done about it now. */
export const owedPages = accountRoutesWith<ActDeps>()
  .use(readersOnly, readerPages)
  .get('/', async (c) => {
    const { texts, deps, reader } = c.var
    const { words } = texts
    const fields = fieldsOf(c.req.query())
    const asked = { act: 'pay', subscription: fields.subscription } as const
    const subject = await subjectOf(deps, reader, asked)
    if (subject.kind === 'not_found') throw notOwn(texts)
    if (subject.kind !== 'one') {
      const rows = subject.kind === 'several' ? subject.rows : []
      const title = words(rows.length > 0 ? 'acts.which_title' : 'acts.pay_title')
      return c.render(<WhichPage act="pay" title={title} rows={rows} fields={fields} />, { title })
    }
    const { id } = subject.row
    const bill = await openBill(c, id)
    const zone = deps.config.reportingTimezone
    const title = words('acts.pay_title')
    return c.render(<OwedPage bill={bill} subscription={id} zone={zone} />, { title })
  })

/** The oldest open bill of a membership as Stripe shows it; null when nothing is open. Throws 502. */
async function openBill({ var: { deps, reader, texts } }: ActContext, subscription: string) {
  const open = await openInvoicesOf(deps.reader, reader.person)
  const owed = open.findLast((invoice) => invoice.subscription === subscription)
  if (owed === undefined) return null
  const read = await readBill(deps.stripe, owed.id)
  if (read.kind === 'away') throw stripeAway(texts)
  return read.kind === 'bill' ? read.bill : null
}

type Props = Readonly<{ bill: Bill | null; subscription: string; zone: string }>

const OwedPage = ({ bill, subscription, zone }: Props) => {
  const { words } = useTexts()
  return (
    <Told title={words('acts.pay_title')}>
      {bill?.state === 'open' ? (
        <Owed bill={bill} subscription={subscription} zone={zone} />
      ) : (
        <Notice tone="good">
          <p>{words(bill?.state === 'under_way' ? 'acts.pay_under_way' : 'acts.pay_nothing')}</p>
        </Notice>
      )}
    </Told>
  )
}

const Owed = ({ bill, subscription, zone }: Props & Readonly<{ bill: Bill }>) => {
  const { words, money, day } = useTexts()
  const sum = money(bill.sum, { trim: true })
  return (
    <>
      <p class="lead">{words(`mails.failure_${remedyFor(bill.failure)}`)}</p>
      {bill.nextTry === null ? null : (
        <p>{words('acts.pay_next_try', { day: day(bill.nextTry, zone) })}</p>
      )}
      {bill.payUrl === null ? null : (
        <a class="button wide" href={bill.payUrl} rel="noreferrer">
          {words('failed.open_pay', { sum })}
        </a>
      )}
      <p>
        <a href={actAddress('card', { subscription })}>{words('acts.card_link')}</a>
      </p>
    </>
  )
}
