import type { Reader } from '../../../platform/database/connection.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { Button, ErrorSummary } from '../../../platform/ui/components.tsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'

/** What is known of one source of rates. */
export type RateSource = Readonly<{ source: string; days: number; first: string; last: string }>

export function rateSources(reader: Reader): Promise<RateSource[]> {
  return reader
    .selectFrom('rate')
    .groupBy('source')
    .select(({ fn }) => [
      'source',
      fn.count<number>('day').distinct().as('days'),
      fn.min('day').as('first'),
      fn.max('day').as('last'),
    ])
    .orderBy('source')
    .execute()
}

type RatesProps = Readonly<{ sources: readonly RateSource[]; errors: readonly FieldError[] }>

/** Reference rates from the file of a central bank; a rate is never changed. */
export const RatesForm = ({ sources, errors }: RatesProps) => (
  <section class="stack" id="rates">
    <h2>Exchange rates</h2>
    <p class="soft">
      From the ECB’s file (eurofxref-hist.csv) or the National Bank of Ukraine’s (JSON). Days that
      are known are skipped.
    </p>
    <ErrorSummary
      title="Nothing was imported"
      errors={errors.map(({ message }) => ({ field: 'rates-file', message }))}
    />
    <form method="post" action="/desk/settings/rates" enctype="multipart/form-data" class="filters">
      <div class="field wide">
        <label for="rates-file">File</label>
        <input id="rates-file" type="file" name="file" accept=".csv,.json,text/csv" required />
      </div>
      <Button kind="quiet">Import rates</Button>
    </form>
    {sources.length === 0 ? (
      <p class="soft">No rate is known yet: amounts of other currencies cannot be told.</p>
    ) : (
      <DataTable
        caption="Rates known"
        columns={['Source', { label: 'Days', number: true }, 'First', 'Last']}
        rows={sources.map(({ source, days, first, last }) => [
          source.toUpperCase(),
          String(days),
          first,
          last,
        ])}
      />
    )}
  </section>
)
