import { currentProofs, noDiffering, type Proof } from '../../ledger/proofs.ts'
import { canonicalJson } from '../../platform/canonical-json.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Month } from '../../platform/day.ts'
import type { ReportDeps } from '../query.ts'
import { figuresOf, type MonthFigures } from './closing-reports.ts'
import { type Figures, isAlike } from './kept-definition.ts'
import { type KeptSnapshot, snapshots } from './snapshot.ts'

/**
 * Each closed month shows what it was closed with, figure by figure, in the reports that are sums of
 * entries; amounts are its net revenue. One that was reopened holds again.
 */
export async function proveMonths(reader: Reader, deps: ReportDeps): Promise<Proof[]> {
  const kept = await snapshots(reader)
  const failed = await currentProofs(reader, { kind: 'month', ok: false })
  const closed = new Set(kept.map(({ month }) => proofId(month)))
  const reopened = failed.filter(({ id }) => !closed.has(id))
  return [...(await compared(reader, kept, deps)), ...reopened.map(({ id }) => held(id))]
}

/** The proof of a closed month. */
export function proofId(month: Month): string {
  return `closed_${month}`
}

async function compared(
  reader: Reader,
  kept: readonly KeptSnapshot[],
  deps: ReportDeps,
): Promise<Proof[]> {
  const [first, last] = [kept[0]?.month, kept.at(-1)?.month]
  if (first === undefined || last === undefined) return []
  const shown = await figuresOf(reader, { first, last, which: 'proven' }, deps)
  return kept.flatMap((snapshot) => {
    const now = shown.get(snapshot.month)
    return now ? [proofOf(snapshot, now, deps)] : []
  })
}

function proofOf(snapshot: KeptSnapshot, now: MonthFigures, { config }: ReportDeps): Proof {
  const reports = Object.keys(snapshot.figures).filter((name) => isCompared(name, snapshot, now))
  const unlike = reports.flatMap((name) =>
    unlikeFields(snapshot.figures[name], now.figures[name]).map((field) => `${name}/${field}`),
  )
  const [expected, actual] = [netOf(snapshot), netOf(now)]
  return {
    ...held(proofId(snapshot.month)),
    ...{ ok: unlike.length === 0, currency: config.reportingCurrency },
    ...{ expected, actual, difference: actual - expected, transactions: reports.length },
    differing: { ...noDiffering, unlike: { total: unlike.length, ids: unlike } },
  }
}

/** A report that is not proven, or that means something else since, is left out. */
function isCompared(name: string, snapshot: KeptSnapshot, now: MonthFigures): boolean {
  const [kept, meant] = [snapshot.definitions[name], now.definitions[name]]
  return kept !== undefined && meant !== undefined && isAlike(kept, meant)
}

/** A figure that was not there at the close is no difference. */
function unlikeFields(then: Figures = {}, now: Figures = {}): string[] {
  return Object.keys(then)
    .filter((field) => canonicalJson(then[field]) !== canonicalJson(now[field] ?? null))
    .sort()
}

function netOf({ figures }: Pick<MonthFigures, 'figures'>): bigint {
  const { net_minor } = figures.revenue ?? {}
  return typeof net_minor === 'number' ? BigInt(net_minor) : 0n
}

function held(id: string): Proof {
  return {
    ...{ id, kind: 'month', ok: true, currency: null, expected: 0n, actual: 0n, difference: 0n },
    ...{ transactions: 0, fingerprint: null, differing: noDiffering },
  }
}
