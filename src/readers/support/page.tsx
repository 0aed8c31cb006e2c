import { newsroom } from '../../platform/ui/newsroom.ts'
import type { KnownShare } from '../known-share.ts'
import { words } from '../words.ts'
import { type FormProps, SupportForm } from './form.tsx'
import { offeredCurrencies } from './offers.ts'
import type { Prefill } from './prefill.ts'

type PageProps = FormProps & Readonly<{ share: KnownShare | null }>

export const supportTitle = words('support.title', { newsroom: newsroom.name })

export const SupportPage = ({ share, ...form }: PageProps) => (
  <div class="stack">
    <h1>{supportTitle}</h1>
    <p class="lead">
      {share === null
        ? words('support.why_plain')
        : words('support.why', { year: String(share.year), share: share.percent })}{' '}
      <a href="/who-pays">{words('support.who_pays')}</a>
    </p>
    <SupportForm {...form} />
    <CurrencySwitch prefill={form.prefill} />
    <ul class="answers">
      <li>{words('answer.cancel')}</li>
      <li>{words('answer.money')}</li>
      <li>{words('answer.cards')}</li>
      <li>{words('answer.name')}</li>
    </ul>
  </div>
)

const CurrencySwitch = ({ prefill }: { prefill: Prefill }) => (
  <nav class="currencies" id="currency" aria-label={words('currency.label')}>
    <span>{words('currency.label')}</span>
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

function supportAddress({
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
