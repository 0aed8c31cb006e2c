import type { Reader } from '../../platform/database/connection.ts'

/** One proof of the latest run; amounts in minor units of `currency`. */
export type ProofRow = Readonly<{
  id: string
  ran_at: Date
  ok: boolean
  currency: string
  expected_minor: bigint
  actual_minor: bigint
  difference_minor: bigint
}>

/** The proofs of the latest run, or none when nobody has proved anything yet. */
export async function latestProofs(reader: Reader): Promise<ProofRow[]> {
  const latest = reader.selectFrom('proof').select('run_id').orderBy('ran_at', 'desc').limit(1)
  return reader
    .selectFrom('proof')
    .select(['id', 'ran_at', 'ok', 'currency'])
    .select(['expected_minor', 'actual_minor', 'difference_minor'])
    .where('run_id', '=', latest)
    .orderBy('id')
    .execute()
}
