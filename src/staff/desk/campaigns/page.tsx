import { addDays } from '../../../platform/day.ts'
import { StackedChart } from '../../../platform/ui/charts/stacked-chart.tsx'
import { Notice } from '../../../platform/ui/components.tsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { columnNames, daysText, periodName } from '../days.ts'
import { Figure, Headline, inColumn, inWords, State, tickIn, Unknown } from '../figures.tsx'
import { seriesOf } from '../report/series.ts'
import { SettingSection } from '../settings/section.tsx'
import { pageBehind, reasonInWords } from '../words.ts'
import { campaignForm } from './form.ts'
import { goalsOf, type Shown } from './goals.ts'

type Asked = Omit<Parameters<typeof SettingSection>[0], 'form' | 'action'>

/** All campaigns, those that run first, and the form for another. */
export const CampaignsPage = ({ all, ...asked }: Asked & { all: readonly Shown[] }) => (
  <>
    <h1>Campaigns</h1>
    {all.length === 0 ? (
      <p class="soft">There is none yet. Say its days and what it is to bring below.</p>
    ) : (
      <DataTable
        caption="Campaigns, those that run first"
        narrow="cards"
        columns={['Campaign', 'State', 'Days', { label: 'Brought', number: true }, 'Of its goal']}
        rows={all.map((shown) => {
          const [money] = goalsOf(shown)
          return [
            <a href={addressOf(shown.key)}>{nameOf(shown)}</a>,
            <CampaignState {...shown} />,
            daysOf(shown),
            money?.brought ?? '—',
            money?.part == null ? '—' : `${money.part} %`,
          ]
        })}
      />
    )}
    <SettingSection
      {...asked}
      form={{ ...campaignForm, title: 'Another campaign' }}
      action="/desk/campaigns"
    />
  </>
)

type CampaignProps = Asked & Readonly<{ shown: Shown; done: boolean }>

/** What one campaign has brought, day by day, and all that was said of it. */
export const CampaignPage = ({ shown, done, ...asked }: CampaignProps) => (
  <>
    <Headline>{sentence(shown)}</Headline>
    <p class="soft">
      <CampaignState {...shown} /> {daysOf(shown)} · <a href="/desk/campaigns">All campaigns</a> ·{' '}
      <a href={attributionOf(shown)}>What it has brought until now, and its return</a>
    </p>
    {done ? (
      <Notice tone="good">
        <p>Kept. What was said before stands below.</p>
      </Notice>
    ) : null}
    <Goals shown={shown} />
    <Course shown={shown} />
    <EndIt {...shown} />
    <SettingSection {...asked} form={campaignForm} action="/desk/campaigns" />
  </>
)

const Goals = ({ shown }: { shown: Shown }) => (
  <DataTable
    caption="What it has brought"
    narrow="cards"
    columns={['Of', { label: 'Brought', number: true }, { label: 'Goal', number: true }, 'Part']}
    rows={goalsOf(shown).map(({ name, brought, goal, part }) => [
      name,
      brought,
      goal ?? '—',
      part === null ? (
        '—'
      ) : (
        <>
          <progress
            aria-label={`${name}: part of the goal`}
            value={Math.min(part, 100)}
            max={100}
          />{' '}
          {part} %
        </>
      ),
    ])}
  />
)

/** The periods that have any money: the picture shows all of them. */
const Course = ({ shown: { result } }: { shown: Shown }) => {
  const { periods, interval, currency, entries } = result
  const any = periods.filter(({ net_minor }) => net_minor !== 0)
  if (any.length === 0) return <p class="soft">No money has come by it yet.</p>
  const minor = periods.map(({ net_minor }) => net_minor)
  const title = `Net revenue by ${interval}`
  return (
    <>
      {periods.length < 2 ? null : (
        <StackedChart
          {...{ title, sentence: `${title}, ${daysText(result)}.` }}
          columns={columnNames(periods, interval)}
          series={seriesOf([{ label: 'Net', ofReaders: true, minor }], currency)}
          writeTick={tickIn(currency)}
        />
      )}
      <DataTable
        caption={`${title}, in ${currency}`}
        columns={[interval === 'day' ? 'Day' : 'Month', { label: 'Net revenue', number: true }]}
        rows={any.map((period) => [
          periodName(period.from, interval),
          <Money {...period} currency={currency} />,
        ])}
        foot={[
          'In all',
          <Money net_minor={numberOf(result.raised_minor)} {...{ entries, currency }} />,
        ]}
      />
      <p class="soft">
        As on <a href={revenueOf(result)}>revenue by campaign</a> for these days: net of tax,
        refunds and disputes, before fees. What was raised elsewhere is in no row.
      </p>
    </>
  )
}

type MoneyProps = Readonly<{ net_minor: number | null; entries: string | null; currency: string }>

const Money = ({ net_minor, entries, currency }: MoneyProps) => {
  if (net_minor === null) return <Unknown reason={reasonInWords('rate_unavailable')} />
  const shown = inColumn(BigInt(net_minor), currency)
  return <Figure href={pageBehind(entries, 'finance')}>{shown}</Figure>
}

const EndIt = ({ key, result }: Shown) =>
  result.state !== 'running' ? null : (
    <form method="post" action={`${addressOf(key)}/end`}>
      <button type="submit" class="button quiet">
        End it with today
      </button>
    </form>
  )

const tones = { planned: 'plain', running: 'good', ended: 'plain' } as const

const CampaignState = ({ result: { state } }: Shown) => <State tone={tones[state]}>{state}</State>

function sentence(shown: Shown): string {
  const { raised_minor, currency } = shown.result
  const [money] = goalsOf(shown)
  if (raised_minor === null) return `What ${nameOf(shown)} brought is not known`
  const part = money?.part == null ? '' : `, ${money.part} % of its goal`
  return `${nameOf(shown)} brought ${money?.brought ?? inWords(raised_minor, currency)}${part}`
}

function nameOf({ key, campaign }: Shown): string {
  return campaign.title?.en ?? key
}

function daysOf({ campaign: { from, to } }: Shown): string {
  if (from !== undefined && to !== undefined) return daysText({ from, to })
  if (from !== undefined) return `from ${periodName(from, 'day')}`
  return to === undefined ? 'always' : `until ${periodName(addDays(to, -1), 'day')}`
}

export function addressOf(key: string): string {
  return `/desk/campaigns/${encodeURIComponent(key)}`
}

function revenueOf({ from, to, interval }: Shown['result']): string {
  return `/desk/revenue?${new URLSearchParams({ from, to, interval, group: 'campaign' })}`
}

function attributionOf({ result: { from, to } }: Shown): string {
  return `/desk/attribution?${new URLSearchParams({ from, to, interval: 'year', group: 'campaign' })}`
}

function numberOf(minor: bigint | null): number | null {
  return minor === null ? null : Number(minor)
}
