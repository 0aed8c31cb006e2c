import { type SaidWords, seenByOthers } from '../../members/order-words.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { writeDay } from '../desk/days.ts'

/** What a person said with what they gave: for whom, why, how others may see them, for which company. */
export const WordsSaid = ({ words, zone }: { words: readonly SaidWords[]; zone: string }) =>
  words.length === 0 ? null : (
    <DataTable
      caption="Said with a gift"
      narrow="cards"
      columns={['When', 'Dedicated', 'Why they give', 'Others see', 'For the company']}
      rows={words.map((said) => [
        writeDay(said.said_at, zone),
        said.dedication === null
          ? '—'
          : isolated(`In ${said.dedication.kind} of ${said.dedication.text}`),
        said.reason === null ? '—' : isolated(said.reason),
        isolated(seenByOthers(said) ?? 'a reader'),
        said.company === null
          ? '—'
          : isolated([said.company.name, said.company.tax?.number].filter(Boolean).join(', ')),
      ])}
    />
  )

/** In whichever direction a person writes, the page around it keeps its own. */
function isolated(text: string) {
  return <bdi>{text}</bdi>
}
