import type { MemberRow } from '../../members/directory.ts'
import { memberStates, stateWords } from '../../members/state.ts'
import type { MemberState } from '../../platform/database/member-tables.ts'
import { Button, Field, Notice, SelectField } from '../../platform/ui/components.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { writeDay } from '../desk/days.ts'
import { State } from '../desk/figures.tsx'
import { amountInWords, nameOf, peopleSentence, stateTones } from './words.ts'

type Asked = Readonly<{ query?: string | undefined; state?: MemberState | undefined }>
type ListProps = Readonly<{
  asked: Asked
  people: ReadonlyMap<MemberState, number>
  members: readonly MemberRow[]
  next: string | null
  zone: string
}>

/** Everybody who supports us or did, found by a part of their name or address. */
export const MemberList = ({ asked, people, members, next, zone }: ListProps) => (
  <>
    <h1>{peopleSentence(people)}</h1>
    <search>
      <form method="get" class="filters">
        <div class="wide">
          <Field name="query" label="Name or address" type="search" value={asked.query ?? ''} />
        </div>
        <SelectField
          name="state"
          label="State"
          value={asked.state}
          options={stateOptions(people)}
        />
        <Button kind="quiet">Find</Button>
      </form>
    </search>
    {members.length === 0 ? (
      <NobodyFound asked={asked} />
    ) : (
      <DataTable
        caption="Members and supporters, newest first"
        narrow="cards"
        columns={[
          'Name',
          'Address',
          'State',
          'Since',
          { label: 'Amount', number: true, lead: true },
        ]}
        rows={members.map((member) => cells(member, zone))}
      />
    )}
    {next === null ? null : (
      <p>
        <a href={next} rel="next">
          Show more
        </a>
      </p>
    )}
  </>
)

function stateOptions(people: ReadonlyMap<MemberState, number>) {
  return [
    { value: '', label: 'Any' },
    ...memberStates.map((state) => ({
      value: state,
      label: `${stateWords[state].word} (${people.get(state) ?? 0})`,
    })),
  ]
}

function cells(member: MemberRow, zone: string) {
  return [
    <a href={`/desk/people/${encodeURIComponent(member.id)}`}>{nameOf(member)}</a>,
    member.email ?? '—',
    <State tone={stateTones[member.state]}>{stateWords[member.state].word}</State>,
    member.since === null ? '—' : writeDay(member.since, zone),
    amountInWords(member.amount_minor, member.currency, member.frequency) ?? '—',
  ]
}

const NobodyFound = ({ asked }: { asked: Asked }) => (
  <Notice>
    {asked.query || asked.state ? (
      <p>
        Nobody fits this search. <a href="/desk/people">Show everybody</a>
      </p>
    ) : (
      <p>
        Nobody has given yet. The first payment on <a href="/support">the support page</a> appears
        here within two seconds.
      </p>
    )}
  </Notice>
)
