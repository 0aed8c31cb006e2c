import type { JournalLine } from '../line.ts'

/** What moved from one account to another: `minor` is above zero. */
export type Pair = Readonly<{ debit: JournalLine; credit: JournalLine; minor: bigint }>

/**
 * The lines of one balanced entry as moves between two accounts each, for formats that know no other;
 * debits meet credits in their order. What is debited and credited is what the lines say.
 */
export function pairsOf(lines: readonly JournalLine[]): Pair[] {
  const open = (side: (minor: bigint) => bigint) =>
    lines.map((line) => ({ line, left: side(line.minor) })).filter(({ left }) => left > 0n)
  const [debits, credits] = [open((minor) => minor), open((minor) => -minor)]
  const pairs: Pair[] = []
  for (let [d, c] = [0, 0]; ; ) {
    const [debit, credit] = [debits[d], credits[c]]
    if (debit === undefined || credit === undefined) return pairs
    const minor = debit.left < credit.left ? debit.left : credit.left
    pairs.push({ debit: debit.line, credit: credit.line, minor })
    debit.left -= minor
    credit.left -= minor
    if (debit.left === 0n) d += 1
    if (credit.left === 0n) c += 1
  }
}
