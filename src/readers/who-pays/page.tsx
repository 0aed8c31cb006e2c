import type { Band } from '../../finance/public-share/band.ts'
import type { WhoPays } from '../../finance/public-share/who-pays.ts'
import { addDays, type Day } from '../../platform/day.ts'
import { formatMoney } from '../../platform/money/format.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { locale, words } from '../words.ts'

export const whoPaysTitle = words('pays.title', { newsroom: newsroom.name })

/** Who pays for us, over closed months alone: the share, what stands behind it, and how it is counted. */
export const WhoPaysPage = ({ facts, closedOn }: { facts: WhoPays; closedOn: Day }) => (
  <div class="stack who-pays">
    {facts.to === null ? <NothingClosed /> : <Told facts={facts} to={facts.to} />}
    <Method closedOn={facts.to === null ? null : closedOn} />
    <p>
      <a class="button" href="/support">
        {words('pays.support', { newsroom: newsroom.name })}
      </a>
    </p>
  </div>
)

const NothingClosed = () => (
  <>
    <h1>{whoPaysTitle}</h1>
    <p class="lead">{words('pays.open')}</p>
  </>
)

const Told = ({ facts, to }: { facts: WhoPays; to: Day }) => (
  <>
    <h1>{headline(facts)}</h1>
    {facts.share === null ? (
      <p class="lead">
        {words(facts.reason === 'income_missing' ? 'pays.why_missing' : 'pays.why_other')}
      </p>
    ) : (
      <ShareBar share={facts.share} />
    )}
    {to.endsWith('-01-01') ? null : (
      <p class="soft">
        {words('pays.so_far', { year: String(facts.year), until: written(addDays(to, -1)) })}
      </p>
    )}
    <Figures facts={facts} />
  </>
)

function headline({ share, year }: WhoPays): string {
  if (share === null) return words('pays.unknown', { year: String(year) })
  return words('pays.headline', { share: percent(Number(share)), year: String(year) })
}

/** Readers first, in the brand’s colour; the sentence under it says the same. */
const ShareBar = ({ share }: { share: string }) => {
  const readers = Math.min(Math.max(Number(share), 0), 1)
  const label = words('pays.bar', { share: percent(Number(share)), rest: percent(1 - readers) })
  return (
    <figure class="share-bar">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="others" width="100" height="6" />
        <rect class="readers" width={String(readers * 100)} height="6" />
      </svg>
      <figcaption class="soft small">{label}</figcaption>
    </figure>
  )
}

const Figures = ({ facts }: { facts: WhoPays }) => (
  <dl class="facts">
    <dt>{words('pays.readers')}</dt>
    <dd>{facts.readers === null ? words('pays.few') : count.format(facts.readers)}</dd>
    <dt>{words('pays.median')}</dt>
    <dd>
      {facts.median_gift_minor === null ? (
        words('pays.few')
      ) : (
        <Median facts={facts} minor={facts.median_gift_minor} />
      )}
    </dd>
    <dt>{words('pays.funder')}</dt>
    <dd>{funderWords(facts.largest_funder)}</dd>
  </dl>
)

const Median = ({ facts, minor }: { facts: WhoPays; minor: number }) => (
  <>
    {formatMoney({ minor: BigInt(minor), currency: facts.currency }, locale, { trim: true })}
    <span class="soft small note">{words('pays.median_note')}</span>
  </>
)

function funderWords(band: Band | null): string {
  if (band === null) return words('pays.nobody')
  const [from, to] = [String(band.from_percent), String(band.to_percent)]
  return from === '0' ? words('pays.funder_small', { to }) : words('pays.funder_band', { from, to })
}

const Method = ({ closedOn }: { closedOn: Day | null }) => (
  <section class="stack">
    <h2>{words('pays.method_title')}</h2>
    <p>{words('pays.method_share')}</p>
    <p>{words('pays.method_closed')}</p>
    <p>{words('pays.method_small')}</p>
    {closedOn === null ? null : (
      <p class="soft small">{words('pays.as_of', { day: written(closedOn) })}</p>
    )}
  </section>
)

const count = new Intl.NumberFormat(locale)
const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
const longDay = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })

function percent(part: number): string {
  return share.format(part)
}

function written(day: Day): string {
  return longDay.format(new Date(`${day}T00:00:00Z`))
}
