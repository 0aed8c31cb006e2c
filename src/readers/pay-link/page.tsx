import { newsroom } from '../../platform/ui/newsroom.ts'
import type { Bill } from '../../stripe/acts/bill.ts'
import { type Texts, useTexts } from '../texts/texts.ts'

type Saying = Pick<Texts, 'words' | 'money'>

export function billTitle({ state, sum }: Bill, { words, money }: Saying): string {
  return words(`failed.title_${state}`, {
    sum: money(sum, { trim: true }),
    newsroom: newsroom.name,
  })
}

/** What is to be paid, and the way to do it; or that there is nothing to do. Names nobody. */
export const BillPage = ({ bill }: Readonly<{ bill: Bill }>) => {
  const texts = useTexts()
  const sum = texts.money(bill.sum, { trim: true })
  return (
    <div class="stack">
      <h1>{billTitle(bill, texts)}</h1>
      <p class="lead">{texts.words(`failed.${bill.state}`, { sum })}</p>
      {bill.payUrl === null ? null : (
        <p>
          <a class="button wide" href={bill.payUrl} rel="noreferrer">
            {texts.words('failed.open_pay', { sum })}
          </a>
        </p>
      )}
      {bill.state === 'over' ? <Link to="/support" words={texts.words('failed.support')} /> : null}
      {bill.state === 'open' ? (
        <Link to="/account/card" words={texts.words('failed.card')} />
      ) : null}
    </div>
  )
}

/** For an address that is none of ours, or of a bill long past. */
export const LostPage = ({ why }: Readonly<{ why: 'unknown' | 'expired' }>) => {
  const { words } = useTexts()
  return (
    <div class="stack">
      <h1>{words(`failed.title_${why}`)}</h1>
      <p class="lead">{words(`failed.${why}`)}</p>
      <Link to="/account" words={words('failed.sign_in')} />
    </div>
  )
}

const Link = ({ to, words }: Readonly<{ to: string; words: string }>) => (
  <p>
    <a href={to}>{words}</a>
  </p>
)
