import type { Child } from 'hono/jsx'
import type { KeptProof, ProofCount, SomeIds } from '../../ledger/proofs.ts'
import type { ProofKind } from '../../platform/database/ledger-tables.ts'
import { addDays } from '../../platform/day.ts'
import { Notice } from '../../platform/ui/components.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { writeInstant } from '../desk/days.ts'
import { inColumn, State } from '../desk/figures.tsx'
import { KeptOpenSection } from './kept-open-section.tsx'
import type { ProofsNow } from './proofs.ts'

/** What keeps months open, and whether the books are Stripe's: what does not hold, with its ids. */
export const Proofs = ({ proofs, zone }: { proofs: ProofsNow; zone: string }) => (
  <>
    <KeptOpenSection keptOpen={proofs.keptOpen} />
    <Proven proofs={proofs} zone={zone} />
  </>
)

const Proven = ({ proofs, zone }: { proofs: ProofsNow; zone: string }) => (
  <section class="stack" id="proofs">
    <h2>Proofs</h2>
    {proofs.counts.length === 0 ? (
      <Notice>
        <p>
          Nothing was proved yet. <code>npx --no mainstay verify</code> compares the ledger with
          Stripe’s own books and keeps the answers here.
        </p>
      </Notice>
    ) : (
      <>
        <Counts counts={proofs.counts} zone={zone} />
        <Failures failures={proofs.failures} />
        <Balances balances={proofs.balances} />
      </>
    )}
  </section>
)

const subjects: Readonly<Record<ProofKind, string>> = {
  balance: 'Everything booked is what Stripe holds',
  payout: 'Each payout is what it took, to the cent',
  day: 'Each day is Stripe’s own report of it',
  objects: 'Ledger and payments, refunds, disputes agree',
  month: 'Closed months show what they were closed with',
}

const Counts = ({ counts, zone }: { counts: readonly ProofCount[]; zone: string }) => (
  <DataTable
    caption="The ledger against Stripe’s own books"
    narrow="cards"
    columns={[
      'What was proven',
      { label: 'Holds', number: true },
      { label: 'Differs', number: true },
      'Last proven',
    ]}
    rows={counts.map(({ kind, held, failed, ran_at }) => [
      subjects[kind],
      held,
      failed === 0 ? 0 : <State tone="danger">{failed}</State>,
      writeInstant(ran_at, zone),
    ])}
  />
)

const Failures = ({ failures }: { failures: readonly KeptProof[] }) =>
  failures.length === 0 ? null : (
    <DataTable
      caption="What differs"
      narrow="cards"
      columns={[
        'Proof',
        ...['Stripe says', 'Ledger says', 'Difference'].map((label) => ({ label, number: true })),
        'Which',
      ]}
      rows={failures.map((proof) => [
        <RowsOf proof={proof} />,
        ...figuresOf(proof),
        <Differing proof={proof} />,
      ])}
    />
  )

/** The proof's name, and where there are any the way to the ledger's rows that it is about. */
const RowsOf = ({ proof: { id, kind, currency } }: { proof: KeptProof }) => {
  const name = <code>{id}</code>
  const [subject = ''] = id.slice(id.indexOf('_') + 1).split(kind === 'day' ? '_' : '\n')
  const wanted = { source: 'stripe', ...(currency === null ? {} : { currency }) }
  switch (kind) {
    case 'day':
      return <Rows of={{ ...wanted, from: subject, to: addDays(subject, 1) }}>{name}</Rows>
    case 'payout':
      return <Rows of={{ ...wanted, payout: subject }}>{name}</Rows>
    case 'balance':
      return <Rows of={wanted}>{name}</Rows>
    case 'month':
      return <a href="/desk/months">{name}</a>
    case 'objects':
      return name
  }
}

type RowsProps = Readonly<{ of: Record<string, string>; children: Child }>

const Rows = ({ of, children }: RowsProps) => (
  <a href={`/desk/entries?${new URLSearchParams(of)}`}>{children}</a>
)

const Differing = ({ proof: { differing, fingerprint } }: { proof: KeptProof }) => {
  const { missing, surplus, unlike } = differing
  return (
    <>
      <Ids label="Stripe has, the ledger has not" some={missing} />
      <Ids label="the ledger has, Stripe has not" some={surplus} />
      <Ids label="in both, but not alike" some={unlike} />
      {missing.total + surplus.total + unlike.total > 0 || fingerprint !== null
        ? null
        : 'The days and payouts that differ say which.'}
    </>
  )
}

const Ids = ({ label, some: { total, ids } }: { label: string; some: SomeIds }) =>
  total === 0 ? null : (
    <details>
      <summary>
        {total} {label}
      </summary>
      <p>
        {ids.map((id, index) => (
          <>
            {index === 0 ? '' : ', '}
            <code>{id}</code>
          </>
        ))}
        {total > ids.length ? ` and ${total - ids.length} more` : ''}
      </p>
    </details>
  )

const Balances = ({ balances }: { balances: readonly KeptProof[] }) => (
  <DataTable
    caption="Stripe’s balance at the last proof"
    narrow="cards"
    columns={[
      'Currency',
      ...['Stripe holds', 'Ledger says', 'Difference'].map((label) => ({ label, number: true })),
      'Verdict',
    ]}
    rows={balances.map((proof) => [
      proof.currency,
      ...figuresOf(proof),
      <State tone={proof.ok ? 'good' : 'danger'}>{proof.ok ? 'equal' : 'differs'}</State>,
    ])}
  />
)

/** Money in its currency, or a count of objects. */
function figuresOf({ expected, actual, difference, currency }: KeptProof): Child[] {
  return [expected, actual, difference].map((amount) =>
    currency === null ? String(amount).replace('-', '−') : inColumn(amount, currency),
  )
}
