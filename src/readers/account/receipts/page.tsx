import type { Child } from 'hono/jsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { useTexts } from '../../texts/texts.ts'
import type { Paper } from './paper.ts'

type Props = Readonly<{
  paper: Paper
  /** Where the same is as PDF; null where this runtime draws none. */
  pdf: string | null
  children?: Child
}>

/** A paper on a page, which prints as it stands; what `children` asks does not print. */
export const PaperPage = ({ paper, pdf, children }: Props) => {
  const { words } = useTexts()
  return (
    <div class="stack">
      {children}
      <article class="stack paper">
        <PaperBody paper={paper} />
      </article>
      <p class="screen-only">
        {pdf === null ? (
          words('receipts.print')
        ) : (
          <a class="button quiet" href={pdf}>
            {words('receipts.pdf')}
          </a>
        )}
      </p>
      <p class="screen-only">
        <a href="/account">{words('receipts.back_to_account')}</a>
      </p>
    </div>
  )
}

const PaperBody = ({ paper }: { paper: Paper }) => {
  const { words } = useTexts()
  return (
    <>
      <Lines lines={paper.issuer} />
      <h1>{paper.title}</h1>
      <dl class="terms">
        <dt>{words('receipts.payer')}</dt>
        <dd>
          <Lines lines={paper.payer} />
        </dd>
        {paper.facts.map(([label, value]) => (
          <>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      {paper.table === null ? null : (
        <DataTable
          caption={paper.table.caption}
          narrow="cards"
          columns={paper.table.columns.map((label, index, { length }) => ({
            label,
            number: index === length - 1,
          }))}
          rows={paper.table.rows.map(({ cells: [number, ...cells], href }) => [
            <a href={href}>{number}</a>,
            ...cells,
          ])}
        />
      )}
      {paper.totals.length === 0 ? null : (
        <dl class="terms totals">
          {paper.totals.map(([label, value]) => (
            <>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </>
          ))}
        </dl>
      )}
      {paper.notes.map((note) => (
        <p>{note}</p>
      ))}
    </>
  )
}

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <p>
    {lines.map((line, index) => (
      <>
        {index === 0 ? null : <br />}
        {line}
      </>
    ))}
  </p>
)
