import { inBackground } from '../../deps.ts'
import type { Differing, KeptProof } from '../../ledger/proofs.ts'
import { currencyOf, decimalsOf } from '../../platform/money/currency.ts'
import { minorJson, plainDecimals } from '../../platform/money/money.ts'
import { type Verdict, verify as verifyBooks } from '../../stripe/proofs.ts'
import type { Command } from '../command.ts'
import { watchOn } from '../watch.ts'

/** Exit 1 when a proof fails; amounts in minor units. */
export const verify: Command = {
  usage: 'verify',
  summary: 'Proves that the ledger equals Stripe’s own books, and keeps every answer.',
  needsStripe: true,
  prepare: () => async (deps) => {
    const verdict = await verifyBooks(inBackground(deps), watchOn(process.stderr))
    const { ok, proofs, waiting } = verdict
    return { json: { ok, proofs: proofs.map(inJson), waiting }, text: inWords(verdict), ok }
  },
}

function inJson({ id, kind, ok, currency, transactions, ran_at, ...proof }: KeptProof) {
  return {
    ...{ id, ok, currency },
    expected: minorJson(proof.expected),
    actual: minorJson(proof.actual),
    difference: minorJson(proof.difference),
    ...{ kind, transactions, ran_at },
    ...(ok ? {} : proof.differing),
  }
}

/** What fails in full, then a line a kind: nobody reads five hundred days that hold. */
function inWords({ proofs, waiting }: Verdict): string {
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
