import type { Child } from 'hono/jsx'
import type { MonthState } from '../../../finance/months/report.ts'
import type { MemberState } from '../../../platform/database/member-tables.ts'
import { Sparkline } from '../../../platform/ui/charts/sparkline.tsx'
import { Notice } from '../../../platform/ui/components.tsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { peopleSentence } from '../../members/words.ts'
import { monthName, writeInstant } from '../days.ts'
import { Headline, inColumn } from '../figures.tsx'
import { Obstacles } from '../months/obstacles.tsx'
import { className } from '../words.ts'
import type { Told } from './figures.ts'
import type { LatestEntry } from './latest.ts'

/** What a role may know; null is not theirs to see. */
export type OverviewProps = Readonly<{
  figures: readonly [share: Told, ...others: Told[]] | null
  toClose: MonthState | undefined
  health: string | null
  people: ReadonlyMap<MemberState, number>
  membersPage: string | null
  entries: readonly LatestEntry[] | null
  zone: string
}>

/** Where things stand, a sentence each, and the way on. */
export const Overview = (props: OverviewProps) => {
  const { figures, toClose, health, people, membersPage, entries, zone } = props
  return (
    <>
      <Headline>{figures?.[0].sentence ?? peopleSentence(people)}</Headline>
      {people.size === 0 && !entries?.length ? <FirstSteps /> : null}
      <div class="cards">
        {figures?.map((told, index) => (
          <FigureCard {...told} headed={index === 0} />
        ))}
        <Card title="People" href={membersPage} more="See who they are">
          {peopleSentence(people)}
        </Card>
        {health === null ? null : (
          <Card title="Operations" href="/desk/operations" more="See the machinery">
            {health}
          </Card>
        )}
      </div>
      {toClose ? <ToClose month={toClose} /> : null}
      {entries === null || entries.length === 0 ? null : <Latest entries={entries} zone={zone} />}
    </>
  )
}

/** A figure's sentence, where it does not head the page, and the way it took. */
const FigureCard = ({ path, title, sentence, months, headed }: Told & { headed: boolean }) => (
  <section class="card">
    <h2>
      <a href={path}>{title}</a>
    </h2>
    {months.length === 0 ? null : (
      <Sparkline sentence={`${title} over twelve months`} values={months} />
    )}
    <p>{headed ? 'The last twelve months; a gap is a month that is not known.' : sentence}</p>
  </section>
)

/** The next month to close, and what is still to be done for it. */
const ToClose = ({ month }: { month: MonthState }) => (
  <section class="stack">
    <h2>
      <a href={`/desk/months/${month.month}`}>{monthName(month.month)}</a>{' '}
      {month.obstacles.length === 0 ? 'can be closed' : 'is next to be closed'}
    </h2>
    <Obstacles month={month} />
  </section>
)

type CardProps = { title: string; href: string | null; more: string; children: Child }

const Card = ({ title, href, more, children }: CardProps) => (
  <section class="card">
    <h2>{title}</h2>
    <p>{children}</p>
    {href === null ? null : (
      <p>
        <a href={href}>{more}</a>
      </p>
    )}
  </section>
)

const FirstSteps = () => (
  <Notice>
    <p>
      Nobody has given yet. Try it: <a href="/support">the support page</a> takes a test card, and
      the gift appears here within two seconds.
    </p>
  </Notice>
)

const Latest = ({ entries, zone }: { entries: readonly LatestEntry[]; zone: string }) => (
  <>
    <DataTable
      caption="Latest in the ledger"
      narrow="cards"
      columns={[
        'When',
        'Kind',
        'Class',
        'Currency',
        { label: 'Gross', number: true, lead: true },
        ...['Fee', 'Net'].map((label) => ({ label, number: true })),
      ]}
      rows={entries.map((entry) => [
        writeInstant(entry.occurred_at, zone),
        entry.kind.replaceAll('_', ' '),
        entry.class === null ? '—' : className(entry.class),
        entry.currency,
        ...[entry.amount_minor, entry.fee_minor, entry.net_minor].map((minor) =>
          inColumn(minor, entry.currency),
        ),
      ])}
    />
    <p>
      <a href="/desk/entries">All rows of the ledger</a>
    </p>
  </>
)
