import type { Ticker } from '../../finance/campaigns/ticker.ts'
import type { Month } from '../../platform/day.ts'
import { Notice } from '../../platform/ui/components.tsx'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { CampaignAsk } from '../campaigns/campaign-ask.tsx'
import type { KnownShare } from '../known-share.ts'
import { ReminderFold } from '../reminders/form.tsx'
import { type Texts, useTexts } from '../texts/texts.ts'
import { CurrencySwitch } from './currency-switch.tsx'
import { type FormProps, SupportForm } from './form.tsx'
import type { Prefill } from './prefill.ts'

export type SupportPageProps = FormProps &
  Readonly<{
    share: KnownShare | null
    campaign: Ticker | null
    /** Those in which a reader may be asked again. */
    months: readonly Month[]
  }>

export function supportTitle({ words }: Pick<Texts, 'words'>): string {
  return words('support.title', { newsroom: newsroom.name })
}

export const SupportPage = ({ share, campaign, months, ...form }: SupportPageProps) => {
  const { words, language } = useTexts()
  const { texts } = form.offers
  return (
    <div class="stack">
      <h1>{supportTitle({ words })}</h1>
      {form.nonce === null ? <Notice>{words('support.draft')}</Notice> : null}
      <Why share={share} own={texts.why?.[language]} />
      {campaign === null ? null : <CampaignAsk campaign={campaign} />}
      <SupportForm {...form} />
      <CurrencySwitch
        offers={form.offers}
        chosen={form.prefill.currency}
        addressIn={(currency) => supportAddress({ ...form.prefill, currency, chosen: '' })}
      />
      <p>
        <a href={`/support/gift?currency=${form.prefill.currency}`}>{words('gifts.link')}</a>
      </p>
      {form.nonce === null ? null : <ReminderFold nonce={form.nonce} months={months} />}
      <ul class="answers">
        <li>{words('support.answer_cancel')}</li>
        <li>{texts.money?.[language] ?? words('support.answer_money')}</li>
        <li>{words('support.answer_cards')}</li>
        <li>{words('support.answer_name')}</li>
      </ul>
    </div>
  )
}

type WhyProps = Readonly<{ share: KnownShare | null; own: string | undefined }>

/** The newsroom's own sentence, else ours with the real share. */
const Why = ({ share, own }: WhyProps) => {
  const { words, percent } = useTexts()
  const ours =
    share === null
      ? words('support.why_plain')
      : words('support.why', { year: String(share.year), share: percent(share.part) })
  return (
    <p class="lead">
      {own ?? ours} <a href="/who-pays">{words('support.who_pays')}</a>
    </p>
  )
}

/** The form with the same choices; an amount means another one in another currency. */
export function supportAddress({
  frequency,
  chosen,
  other,
  currency,
  campaign,
  article,
  tier,
  variant,
  returnTo,
}: Prefill): string {
  const amount = (chosen === 'other' ? other : chosen) || null
  const carried = {
    frequency,
    amount,
    currency,
    campaign,
    article,
    tier,
    variant,
    return_to: returnTo,
  }
  const query = new URLSearchParams(
    Object.entries(carried).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  )
  return `/support?${query}`
}
