import { DataTable } from '../../platform/ui/data-table.tsx'
import type { UnknownValue } from '../../stripe/unknown-values.ts'
import { writeInstant } from '../desk/days.ts'

/** Words of Stripe's that are newer than this version; nothing is shown while there is none. */
export const UnknownWords = ({ words, zone }: { words: readonly UnknownValue[]; zone: string }) =>
  words.length === 0 ? null : (
    <section class="stack">
      <h2>Words that we do not know</h2>
      <p class="soft">
        Stripe uses them, this version does not. Whoever they stand with keeps the access that they
        had; look at the example in Stripe’s dashboard, and for an update.
      </p>
      <DataTable
        caption="Words of Stripe’s that are newer than this version"
        narrow="cards"
        columns={['Where', 'Word', 'Example', 'Last seen', { label: 'Times', number: true }]}
        rows={words.map(({ object, field, value, example, last_seen, times }) => [
          `${object} ${field}`,
          value,
          <code>{example}</code>,
          writeInstant(last_seen, zone),
          times.toLocaleString('en'),
        ])}
      />
    </section>
  )
