import type { Newsletter } from '../../finance/settings/newsletters.ts'
import type { Consent } from '../../members/newsletters/consent.ts'
import type { ListCount } from '../../members/newsletters/consents.ts'
import { Button, Field, Notice } from '../../platform/ui/components.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { writeInstant } from '../desk/days.ts'
import { SettingSection } from '../desk/settings/section.tsx'
import { newsletterForm } from './form.ts'

type Asked = Omit<Parameters<typeof SettingSection>[0], 'form' | 'action'>
type Counts = Readonly<{ counts: readonly ListCount[] }>
type ListsProps = Asked & Counts & Readonly<{ lists: readonly Newsletter[] }>

const address = '/desk/newsletters'
const countColumns = [
  { label: 'Get it', number: true, lead: true },
  { label: 'Not confirmed yet', number: true },
  { label: 'Left', number: true },
] as const

/** All lists with how many get them, and the form for another. */
export const NewslettersPage = ({ lists, counts, ...asked }: ListsProps) => (
  <>
    <h1>Newsletters</h1>
    <p class="soft">
      Who signs up confirms from their mailbox; each agreement keeps its wording, place and time.
      Your own program sends the issues: its file has an address for each person that ends the
      subscription with one POST.
    </p>
    <DataTable
      caption="Lists"
      narrow="cards"
      columns={['List', ...countColumns, 'Offered', 'File']}
      rows={lists.map(({ key, name, offered }) => [
        <a href={`${address}/${key}`}>{name.en}</a>,
        ...numbers(counts.filter(({ list }) => list === key)),
        offered === 'on' ? 'yes' : 'no',
        <Files list={key} />,
      ])}
    />
    <SettingSection
      {...asked}
      form={{ ...newsletterForm, title: 'Another list' }}
      action={address}
    />
  </>
)

const Files = ({ list }: { list: string }) => (
  <>
    <a href={`${address}/${list}.csv`}>CSV</a> ·{' '}
    <a href={`${address}/${list}.csv?bom=true`}>CSV for Excel</a> ·{' '}
    <a href={`${address}/${list}.xlsx`}>XLSX</a>
  </>
)

type ListProps = Asked &
  Counts &
  Readonly<{
    list: Newsletter
    consents: readonly Consent[]
    /** The address whose agreements are looked for. */
    typed: string
    done: boolean
  }>

/** One list: where its readers came from, what they agreed to, and what they are told of it. */
export const NewsletterPage = ({ list, counts, consents, typed, done, ...asked }: ListProps) => (
  <>
    <p>
      <a href={address}>All newsletters</a>
    </p>
    <h1>{list.name.en}</h1>
    {done ? <Notice tone="good">Kept. What was said before stands below.</Notice> : null}
    <p>
      <Files list={list.key} />
    </p>
    <DataTable
      caption="By the place of the form and the language"
      narrow="cards"
      columns={['Place', 'Language', ...countColumns]}
      rows={counts.map((count) => [count.source || '(none)', count.language, ...numbers([count])])}
      foot={['In all', '', ...numbers(counts)]}
    />
    <form method="get" class="entry">
      <Field
        name="address"
        label="What somebody agreed to"
        hint="Their address; empty shows the latest"
        type="email"
        value={typed}
      />
      <div>
        <Button kind="quiet">Look</Button>
      </div>
    </form>
    <Agreements consents={consents} zone={asked.zone} />
    <SettingSection {...asked} form={newsletterForm} action={address} />
  </>
)

const Agreements = ({
  consents,
  zone,
}: Readonly<{ consents: readonly Consent[]; zone: string }>) =>
  consents.length === 0 ? (
    <p class="soft">Nobody has agreed to anything here.</p>
  ) : (
    <DataTable
      caption="Agreements, the latest first"
      narrow="cards"
      columns={['Address', 'Agreed to', 'Place', 'Asked', 'Confirmed', 'Ended']}
      rows={consents.map((consent) => [
        consent.address ?? `erased (${consent.address_hash.slice(0, 8)}…)`,
        <span lang={consent.language}>{consent.wording}</span>,
        consent.source || '(none)',
        writeInstant(consent.asked_at, zone),
        when(consent.confirmed_at, consent.confirmed_by, zone),
        when(consent.ended_at, consent.ended_by, zone),
      ])}
    />
  )

const ways = {
  mail: 'by mail',
  one_click: 'by one click',
  account: 'in the account',
  staff: 'by us',
}

function when(at: Date | null, by: keyof typeof ways | null, zone: string): string {
  return at === null || by === null ? '—' : `${writeInstant(at, zone)}, ${ways[by]}`
}

function numbers(counts: readonly ListCount[]): string[] {
  const sum = (of: (count: ListCount) => number) =>
    counts.reduce((total, count) => total + of(count), 0).toLocaleString('en')
  return [sum((one) => one.running), sum((one) => one.waiting), sum((one) => one.ended)]
}
