import type { Differing, KeptProof } from '../../ledger/proofs.ts'
import { currencyOf, decimalsOf } from '../../platform/money/currency.ts'
import { plainDecimals } from '../../platform/money/money.ts'
import type { Verdict } from '../../stripe/proofs.ts'

/** What fails in full, then a line a kind: nobody reads five hundred days that hold. */
export function inWords({ proofs, waiting }: Verdict): string {
  const failures = proofs.filter(({ ok }) => !ok)
  const balances = proofs.filter(({ ok, kind }) => ok && kind === 'balance')
  const rest = Map.groupBy(
    proofs.filter(({ ok, kind }) => ok && kind !== 'balance'),
    ({ kind }) => kind,
  )
  const lines = [
    ...aligned([...failures, ...balances].map(cells)).flatMap((line, index) => [
      line,
      ...which(failures[index]?.differing),
    ]),
    ...[...rest].map(([kind, held]) => `ok    ${held.length} ${plural[kind]}`),
    ...counted(waiting).map(([reason, count]) => `wait  ${count} ${reason.replaceAll('_', ' ')}`),
  ]
  return lines.join('\n') || 'Stripe holds nothing yet, and nothing is booked.'
}

const plural = {
  balance: 'balances equal the ledger',
  payout: 'payouts are what they took, to the cent',
  day: 'days equal Stripe’s report',
  objects: 'checks of payments, refunds and disputes hold',
  month: 'closed months show what they were closed with',
} as const

function cells({ id, ok, currency, transactions, ...proof }: KeptProof): string[] {
  const known = currency === null ? null : currencyOf(currency)
  const amount = (minor: bigint) => plainDecimals(minor, known === null ? 0 : decimalsOf(known))
  return [
    ...[ok ? 'ok  ' : 'FAIL', id, currency ?? ''],
    ...[`expected ${amount(proof.expected)}`, `actual ${amount(proof.actual)}`],
    ...[`difference ${amount(proof.difference)}`, `${transactions} rows`],
  ]
}

function aligned(rows: readonly string[][]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(width(column)))
      .join('  ')
      .trimEnd(),
  )
}

function which(differing: Differing | undefined): string[] {
  if (differing === undefined) return []
  const { missing, surplus, unlike } = differing
  return [
    ...some('the ledger has not', missing),
    ...some('Stripe has not', surplus),
    ...some('not alike', unlike),
  ]
}

function some(what: string, { total, ids }: Differing['missing']): string[] {
  if (total === 0) return []
  const more = total > ids.length ? ` and ${total - ids.length} more` : ''
  return [`      ${total} ${what}: ${ids.join(', ')}${more}`]
}

function counted(waiting: Verdict['waiting']): [string, number][] {
  return [...Map.groupBy(waiting, ({ reason }) => reason)].map(([reason, all]) => [
    reason,
    all.length,
  ])
}
