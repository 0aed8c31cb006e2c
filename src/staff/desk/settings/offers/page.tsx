import type { Declaration } from '../../../../finance/settings/declaration.ts'
import type { Offers } from '../../../../members/offers/offers.ts'
import type { FieldError } from '../../../../platform/http/problem.ts'
import { Button, ErrorSummary, Field, Notice } from '../../../../platform/ui/components.tsx'
import { DataTable } from '../../../../platform/ui/data-table.tsx'
import { writeInstant } from '../../days.ts'
import { Currencies } from './currencies.tsx'
import type { Fields } from './fields.ts'
import { Benefits, Texts, Tiers } from './levels.tsx'

export type OffersPageProps = Readonly<{
  fields: Fields
  errors: readonly FieldError[]
  history: readonly Declaration<Offers>[]
  names: ReadonlyMap<string, string>
  /** What was just done: kept as a draft, or offered from now on. */
  done: 'tried' | 'offered' | null
  /** Where a draft that was kept is shown as readers would see it. */
  preview: string | null
  zone: string
}>

/** Everything that readers may give and get, in one place, and all that was ever offered. */
export const OffersPage = ({ fields, errors, done, preview, ...told }: OffersPageProps) => (
  <>
    <h1>What readers may give and get</h1>
    <p class="soft">
      The support page shows it and every order is held to it. A form that lies open keeps for a day
      what it offered. What members pay already does not change.
    </p>
    <Done done={done} preview={preview} />
    <form method="post" action="/desk/settings/offers" class="stack" novalidate>
      <ErrorSummary title="Nothing was changed" errors={errors} />
      <Currencies fields={fields} errors={errors} />
      <Tiers fields={fields} errors={errors} />
      <Benefits fields={fields} errors={errors} />
      <Texts fields={fields} errors={errors} />
      <Field
        name="reason"
        label="Why"
        hint="Stands in the history below"
        value={fields.reason}
        maxlength={200}
      />
      <div class="row">
        <Button>Offer this from now on</Button>
        <button type="submit" class="button quiet" formaction="/desk/settings/offers/draft">
          Try it first
        </button>
      </div>
    </form>
    <History {...told} />
  </>
)

const Done = ({ done, preview }: Pick<OffersPageProps, 'done' | 'preview'>) => {
  if (done === 'offered')
    return (
      <Notice tone="good">
        <p>
          Readers see this from now on: <a href="/support">the support page</a>.
        </p>
      </Notice>
    )
  return preview === null ? null : (
    <Notice>
      <p>
        {done === 'tried'
          ? 'Kept as a draft; readers see what they saw before. '
          : 'A draft is kept. '}
        <a href={preview}>See what a reader would see</a>
      </p>
    </Notice>
  )
}

type HistoryProps = Pick<OffersPageProps, 'history' | 'names' | 'zone'>

const History = ({ history, names, zone }: HistoryProps) => (
  <section class="stack" id="history">
    <h2>Before</h2>
    {history.length === 0 ? (
      <p class="soft">Nothing was changed yet: this is what Mainstay comes with.</p>
    ) : (
      <DataTable
        caption="Versions, newest first"
        narrow="cards"
        columns={['Offered', 'Why', 'Says', 'By', 'Again']}
        rows={history.map(({ version, terms, reason, declared_at, declared_by }, i) => [
          writeInstant(declared_at, zone),
          reason ?? '—',
          inShort(terms),
          names.get(declared_by) ?? declared_by,
          i === 0 ? 'in force' : <Restore version={version} />,
        ])}
      />
    )}
  </section>
)

const Restore = ({ version }: { version: number }) => (
  <form method="post" action="/desk/settings/offers/restore">
    <input type="hidden" name="version" value={String(version)} />
    <button type="submit" class="link" aria-label={`Offer version ${version} again`}>
      Offer it again
    </button>
  </form>
)

function inShort({ currencies, tiers, benefits }: Offers): string {
  return [
    currencies.map(({ currency }) => currency).join(', '),
    tiers.map(({ name }) => name.en).join(', ') || 'no levels',
    benefits.length === 1 ? 'one benefit' : `${benefits.length} benefits`,
  ].join(' · ')
}
