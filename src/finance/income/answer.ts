import type { Config } from '../../config.ts'
import { referenceOf } from '../../ledger/income/reference.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { entryAnswer } from '../entries/answer.ts'
import { entryRows } from '../entries/rows.ts'

type Deps = Readonly<{ reader: Reader; config: Pick<Config, 'reportingCurrency'> }>

/** The ledger row of an income as `/api/ledger/entries` shows it, with what finance entered. */
export async function incomeAnswer({ reader, config }: Deps, id: string) {
  const [found, income, reference] = await Promise.all([
    entryRows(reader, {
      filter: { id },
      figure: 'net_minor',
      basis: 'net',
      currency: config.reportingCurrency,
      limit: 1,
    }),
    reader
      .selectFrom('income')
      .where('entry_id', '=', id)
      .select(['document', 'channel', 'estimated', 'reverses', 'reason'])
      .executeTakeFirstOrThrow(),
    referenceOf(reader, id),
  ])
  const row = found.kind === 'found' ? found.rows[0] : undefined
  if (!row) throw new RangeError(`the income ${id} has no entry`)
  return { ...entryAnswer(row), ...income, reference }
}
