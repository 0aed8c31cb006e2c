import type { Definition } from '../../../finance/definition.ts'
import type { Role } from '../../../platform/auth/principal.ts'
import { mayEnter } from '../../access.ts'
import { writeInstant } from '../days.ts'
import { basisWords } from '../words.ts'

type FootProps = Readonly<{
  definition: Definition
  /** Whether its figures differ by basis. */
  withBasis: boolean
  /** `/api/reports/reader-share`, without a format and without its query. */
  report: string
  search: string
  role: Role
}>

/** What the figures mean, how fresh they are, and where to take them along. */
export const ReportFoot = ({ definition, withBasis, report, search, role }: FootProps) => (
  <footer class="definition">
    <p>
      {definition.text} {withBasis ? basisWords[definition.basis] : ''} Amounts in{' '}
      {definition.currency}, days of {definition.timezone}. Definition {definition.id}{' '}
      {definition.version}.
    </p>
    <p>
      As of{' '}
      <time datetime={definition.as_of}>
        {writeInstant(new Date(definition.as_of), definition.timezone)}
      </time>
    </p>
    <TakeAlong address={report} search={search} role={role} />
  </footer>
)

type TakeProps = Readonly<{ address: string; search: string; role: Role }>

/** What the page shows in each form that this role may take along. */
export const TakeAlong = ({ address, search, role }: TakeProps) => (
  <p class="no-print row">
    {['', '.csv', '.xlsx']
      .map((format) => ({ format, path: `${address}${format}` }))
      .filter(({ path }) => mayEnter(role, path))
      .map(({ format, path }) => (
        <a href={`${path}${search}`}>{format === '' ? 'JSON' : format.slice(1).toUpperCase()}</a>
      ))}
  </p>
)

/** On paper under each picture and table: what it is of and when it was true, should it be cut out. */
export const Stamp = ({ definition, withBasis }: Pick<FootProps, 'definition' | 'withBasis'>) => (
  <p class="stamp">
    {[
      `Definition ${definition.id} ${definition.version}`,
      ...(withBasis ? [definition.basis.replaceAll('_', ' ')] : []),
      definition.currency,
      `days of ${definition.timezone}`,
      `as of ${writeInstant(new Date(definition.as_of), definition.timezone)}`,
    ].join(', ')}
  </p>
)
