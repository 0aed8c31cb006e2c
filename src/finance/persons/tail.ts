import type { TransactionMark } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { onceInSnapshot, sourceOf } from '../../platform/database/snapshot.ts'
import type { Currency } from '../../platform/money/currency.ts'
import type { Taxes } from '../tax/rules.ts'
import { factsOf, type PersonFacts } from './facts.ts'
import type { Line, LineMaker } from './line.ts'
import { type Touched, touchedPersons } from './touched.ts'

type Since = Pick<LineMaker, 'reads'> &
  Readonly<{ mark: TransactionMark; currency: Currency; taxes: Taxes }>

/**
 * What is known of the persons that were touched since a mark. Facts may change in any way as long as it
 * tells (decision 23), so whoever is touched by the same transactions as when they were last read is not
 * read again: a report costs what came since the last one.
 */
export const factsSince = onceInSnapshot(
  async (snapshot: Reader, since: Since): Promise<readonly PersonFacts[]> => {
    const touched = await touchedPersons(snapshot, { from: since.mark }, since)
    const memory = memoryOf(snapshot, since)
    const known = touched.flatMap((one) => remembered(memory, one))
    const persons = new Set(known.map(({ facts }) => facts.person))
    const news = touched.filter(({ person }) => !persons.has(person))
    const all = [...known, ...(await readNow(snapshot, news, since))]
    memory?.clear() // whoever is folded in is forgotten
    for (const one of all) memory?.set(one.facts.person, one)
    return all.map(({ facts }) => facts)
  },
  ({ mark, ...since }) => `${mark} ${variantOf(since)}`,
)

type Known = Readonly<{ by: string; facts: PersonFacts }>
type Memory = Map<string, Known>

function remembered(memory: Memory | null, { person, by }: Touched): Known[] {
  const known = memory?.get(person)
  return known?.by === by.join() ? [known] : []
}

async function readNow(
  snapshot: Reader,
  news: readonly Touched[],
  { currency, reads }: Since,
): Promise<Known[]> {
  if (news.length === 0) return []
  const persons = news.map(({ person }) => person)
  const facts = await factsOf(snapshot, persons, currency, reads)
  const by = new Map(news.map((one) => [one.person, one.by.join()]))
  return facts.map((one) => ({ by: by.get(one.person) ?? '', facts: one }))
}

const memories = new WeakMap<Reader, Map<string, Memory>>()

/** Of one database and one way of reading it; null where rows are seen that may yet be taken back. */
function memoryOf(snapshot: Reader, since: Since): Memory | null {
  const source = sourceOf(snapshot)
  if (source === null) return null
  const variants = memories.get(source) ?? new Map<string, Memory>()
  memories.set(source, variants)
  const memory: Memory = variants.get(variantOf(since)) ?? new Map()
  variants.set(variantOf(since), memory)
  return memory
}

function variantOf({ currency, taxes, reads }: Omit<Since, 'mark'>): string {
  return `${currency} ${taxes.version} ${reads ?? 'all'}`
}

const lines = new WeakMap<PersonFacts, Map<string, readonly Line[]>>()

/** A maker's lines, made once of the same facts. */
export function linesMade(maker: LineMaker, facts: PersonFacts): readonly Line[] {
  const made = lines.get(facts) ?? new Map<string, readonly Line[]>()
  lines.set(facts, made)
  const name = `${maker.name} ${maker.version}`
  const own = made.get(name) ?? maker.linesOf(facts)
  made.set(name, own)
  return own
}
