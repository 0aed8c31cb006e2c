import type { Reader } from '../../platform/database/connection.ts'

/**
 * Every income that was entered, and every row that took one back (`reverses`), with who paid and, as
 * said last, where its document is kept (`reference`). In no order; amounts in minor units.
 */
export function bookedIncomes(reader: Reader) {
  return reader
    .selectFrom('income')
    .innerJoin('entry', 'entry.id', 'income.entry_id')
    .leftJoin('income_payer', 'income_payer.entry_id', 'income.entry_id')
    .leftJoin('income_reversal', 'income_reversal.entry_id', 'income.entry_id')
    .select(['entry.id', 'entry.day', 'entry.amount_minor', 'entry.fee_minor', 'entry.currency'])
    .select(['income.class', 'income.channel', 'income.document', 'income.estimated'])
    .select(['income.reverses', 'income.reason', 'income.entered_by', 'income.entered_at'])
    .select(['income_payer.payer', 'income_reversal.reversal_id as reversed_by'])
    .select(({ selectFrom }) =>
      selectFrom('income_reference as said')
        .whereRef('said.entry_id', '=', 'income.entry_id')
        .orderBy('said.version', 'desc')
        .limit(1)
        .select('said.reference')
        .as('reference'),
    )
}
