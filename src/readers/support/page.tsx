import { newsroom } from '../../platform/ui/newsroom.ts'
import type { KnownShare } from '../known-share.ts'
import { type Texts, useTexts } from '../texts/texts.ts'
import { type FormProps, SupportForm } from './form.tsx'
import { offeredCurrencies } from './offers.ts'
import type { Prefill } from './prefill.ts'

type PageProps = FormProps & Readonly<{ share: KnownShare | null }>

export function supportTitle({ words }: Pick<Texts, 'words'>): string {
  return words('support.title', { newsroom: newsroom.name })
}

export const SupportPage = ({ share, ...form }: PageProps) => {
  const { words } = useTexts()
  return (
    <div class="stack">
      <h1>{supportTitle({ words })}</h1>
      <Why share={share} />
      <SupportForm {...form} />
      <CurrencySwitch prefill={form.prefill} />
      <ul class="answers">
        <li>{words('support.answer_cancel')}</li>
        <li>{words('support.answer_money')}</li>
        <li>{words('support.answer_cards')}</li>
        <li>{words('support.answer_name')}</li>
      </ul>
    </div>
  )
}

const Why = ({ share }: { share: KnownShare | null }) => {
  const { words, percent } = useTexts()
  return (
    <p class="lead">
      {share === null
        ? words('support.why_plain')
        : words('support.why', { year: String(share.year), share: percent(share.part) })}{' '}
      <a href="/who-pays">{words('support.who_pays')}</a>
    </p>
  )
}

const CurrencySwitch = ({ prefill }: { prefill: Prefill }) => {
  const { words } = useTexts()
  return (
    <nav class="currencies" id="currency" aria-label={words('support.currency')}>
      <span>{words('support.currency')}</span>
      {offeredCurrencies.map((currency) => (
        <a
          href={supportAddress({ ...prefill, currency })}
          aria-current={currency === prefill.currency ? 'true' : undefined}
        >
          {currency}
        </a>
      ))}
    </nav>
  )
}

/** The form with the same choices. */
export function supportAddress({
  frequency,
  currency,
  campaign,
  article,
  tier,
  returnTo,
}: Prefill): string {
  const carried = { frequency, currency, campaign, article, tier, return_to: returnTo }
  const query = new URLSearchParams(
    Object.entries(carried).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  )
  return `/support?${query}`
}
