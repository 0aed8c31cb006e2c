import Fraction from 'fraction.js'
import type { VariantResult } from '../../../finance/banner/result.ts'
import { holdback } from '../../../finance/settings/banner.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import { wholeOf } from '../../../platform/money/rounding.ts'
import { Notice } from '../../../platform/ui/components.tsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { writeDay } from '../days.ts'
import { counted, inColumn, Unknown } from '../figures.tsx'
import { SettingSection } from '../settings/section.tsx'
import { reasonInWords } from '../words.ts'
import { bannerForm } from './form.ts'

/** `percent`: how many of a hundred readers are shown it now; null for one that is no longer shown. */
export type Compared = VariantResult & Readonly<{ percent: number | null }>

type BannerProps = Omit<Parameters<typeof SettingSection>[0], 'form' | 'action'> &
  Readonly<{ compared: readonly Compared[]; since: Date; done: boolean }>

/** What the banner brought by its wordings, and how it is set. */
export const BannerPage = ({ compared, since, done, ...asked }: BannerProps) => (
  <>
    <h1>The banner on our own pages</h1>
    {done ? (
      <Notice tone="good">
        <p>Kept. Pages know of it within minutes.</p>
      </Notice>
    ) : null}
    <section class="stack">
      <h2>What its wordings brought</h2>
      {compared.length === 0 ? (
        <p class="soft">
          Nothing is compared. Give two wordings below, or hold some readers back, and gifts tell
          which one they came by.
        </p>
      ) : (
        <Wordings {...{ compared, since }} currency={asked.currency} zone={asked.zone} />
      )}
    </section>
    <SettingSection {...asked} form={bannerForm} action="/desk/banner" />
  </>
)

type WordingsProps = Pick<BannerProps, 'compared' | 'since' | 'zone'> & { currency: Currency }

const Wordings = ({ compared, since, currency, zone }: WordingsProps) => (
  <>
    <DataTable
      caption={`Given since ${writeDay(since, zone)}, in ${currency}`}
      columns={[
        'Wording',
        { label: 'Readers, %', number: true },
        { label: 'Gifts and memberships', number: true },
        { label: 'Net until now', number: true },
        { label: 'Net for each % of readers', number: true },
      ]}
      rows={compared.map(({ variant, percent, given, net_minor }) => [
        variant === holdback ? 'Held back: no banner' : nameOf(variant),
        percent === null ? '—' : counted(Math.round(percent)),
        counted(given),
        net_minor === null ? (
          <Unknown reason={reasonInWords('rate_unavailable')} />
        ) : (
          inColumn(net_minor, currency)
        ),
        net_minor === null || !percent
          ? '—'
          : inColumn(wholeOf(new Fraction(net_minor).div(percent)), currency),
      ])}
    />
    <p class="soft">
      Net of tax, refunds and disputes, before fees, renewals too. Who is held back gives by other
      links, and is what the wordings are held against.
    </p>
  </>
)

function nameOf(variant: string): string {
  return variant === 'usual' ? 'The usual sentence' : `Wording ${variant.toUpperCase()}`
}
