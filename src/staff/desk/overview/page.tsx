import type { Child } from 'hono/jsx'
import type { MemberState } from '../../../platform/database/member-tables.ts'
import { Notice } from '../../../platform/ui/components.tsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { peopleSentence } from '../../members/words.ts'
import { writeInstant } from '../days.ts'
import { Headline, inColumn } from '../figures.tsx'
import { className } from '../words.ts'
import type { LatestEntry } from './latest.ts'

/** What a role may know; null is not theirs to see. */
export type OverviewProps = Readonly<{
  share: string | null
  health: string | null
  people: ReadonlyMap<MemberState, number>
  membersPage: string | null
  entries: readonly LatestEntry[] | null
  zone: string
}>

/** Where things stand, a sentence each, and the way on. */
export const Overview = ({ share, health, people, membersPage, entries, zone }: OverviewProps) => (
  <>
    <Headline>{share ?? peopleSentence(people)}</Headline>
    {people.size === 0 && !entries?.length ? <FirstSteps /> : null}
    <div class="cards">
      {share === null ? null : (
        <Card title="Readers’ share" href="/desk/reader-share" more="See the months">
          Month by month and class by class, with every row behind each figure.
        </Card>
      )}
      <Card title="Members" href={membersPage} more="See who they are">
        {peopleSentence(people)}
      </Card>
      {health === null ? null : (
        <Card title="Operations" href="/desk/operations" more="See the machinery">
          {health}
        </Card>
      )}
    </div>
    {entries === null || entries.length === 0 ? null : <Latest entries={entries} zone={zone} />}
  </>
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
        ...['When', 'Kind', 'Class', 'Currency'].map((label) => ({ label })),
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
