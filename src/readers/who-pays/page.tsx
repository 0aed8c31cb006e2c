import type { Band } from '../../finance/public-share/band.ts'
import type { WhoPays } from '../../finance/public-share/who-pays.ts'
import { addDays, type Day } from '../../platform/day.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { type Texts, useTexts } from '../texts/texts.ts'

export function whoPaysTitle({ words }: Pick<Texts, 'words'>): string {
  return words('pays.title', { newsroom: newsroom.name })
}

/** Who pays for us, over closed months alone: the share, what stands behind it, and how it is counted. */
export const WhoPaysPage = ({ facts, closedOn }: { facts: WhoPays; closedOn: Day }) => {
  const { words } = useTexts()
  return (
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
}

const NothingClosed = () => {
  const texts = useTexts()
  return (
    <>
      <h1>{whoPaysTitle(texts)}</h1>
      <p class="lead">{texts.words('pays.open')}</p>
    </>
  )
}

const Told = ({ facts, to }: { facts: WhoPays; to: Day }) => {
  const texts = useTexts()
  const { words, day } = texts
  return (
    <>
      <h1>{headline(facts, texts)}</h1>
      {facts.share === null ? (
        <p class="lead">
          {words(facts.reason === 'income_missing' ? 'pays.why_missing' : 'pays.why_other')}
        </p>
      ) : (
        <ShareBar share={facts.share} />
      )}
      {to.endsWith('-01-01') ? null : (
        <p class="soft">
          {words('pays.so_far', { year: String(facts.year), until: day(addDays(to, -1)) })}
        </p>
      )}
      <Figures facts={facts} />
    </>
  )
}

function headline({ share, year }: WhoPays, { words, percent }: Texts): string {
  if (share === null) return words('pays.unknown', { year: String(year) })
  return words('pays.headline', { share: percent(Number(share)), year: String(year) })
}

/** Readers first, in the brand’s colour; the sentence under it says the same. */
const ShareBar = ({ share }: { share: string }) => {
  const { words, percent } = useTexts()
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

const Figures = ({ facts }: { facts: WhoPays }) => {
  const texts = useTexts()
  const { words, number } = texts
  return (
    <dl class="facts">
      <dt>{words('pays.readers')}</dt>
      <dd>{facts.readers === null ? words('pays.few') : number(facts.readers)}</dd>
      <dt>{words('pays.median')}</dt>
      <dd>
        {facts.median_gift_minor === null ? (
          words('pays.few')
        ) : (
          <Median facts={facts} minor={facts.median_gift_minor} />
        )}
      </dd>
      <dt>{words('pays.funder')}</dt>
      <dd>{funderWords(facts.largest_funder, texts)}</dd>
    </dl>
  )
}

const Median = ({ facts, minor }: { facts: WhoPays; minor: number }) => {
  const { words, money } = useTexts()
  return (
    <>
      {money({ minor: BigInt(minor), currency: facts.currency }, { trim: true })}
      <span class="soft small note">{words('pays.median_note')}</span>
    </>
  )
}

function funderWords(band: Band | null, { words, percent }: Texts): string {
  if (band === null) return words('pays.nobody')
  const [from, to] = [percent(band.from_percent / 100), percent(band.to_percent / 100)]
  return band.from_percent === 0
    ? words('pays.funder_small', { to })
    : words('pays.funder_band', { from, to })
}

const Method = ({ closedOn }: { closedOn: Day | null }) => {
  const { words, day } = useTexts()
  return (
    <section class="stack">
      <h2>{words('pays.method_title')}</h2>
      <p>{words('pays.method_share')}</p>
      <p>{words('pays.method_closed')}</p>
      <p>{words('pays.method_small')}</p>
      {closedOn === null ? null : (
        <p class="soft small">{words('pays.as_of', { day: day(closedOn) })}</p>
      )}
    </section>
  )
}
