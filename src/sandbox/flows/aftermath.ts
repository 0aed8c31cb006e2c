import type { Unit } from '../unit.ts'
import { openDispute } from './dispute.ts'
import { openEarlyFraudWarning } from './fraud-warning.ts'
import { returnDebit } from './returned-debit.ts'

/** Job `aftermath`: what a test card or account brings by itself; nothing when somebody was faster. */
export async function aftermath(unit: Unit, id: string): Promise<void> {
  const charge = await unit.need('charge', id)
  if (charge.disputed || charge.status !== 'succeeded') return
  const isDebit = charge.payment_method_details?.type === 'sepa_debit'
  if (charge._follows === 'early_fraud_warning') await openEarlyFraudWarning(unit, charge)
  else if (charge._follows === 'return') await returnDebit(unit, { charge, as: 'failure' })
  else if (isDebit) await returnDebit(unit, { charge, as: 'dispute' })
  else
    await openDispute(unit, {
      charge,
      kind: charge._follows === 'inquiry' ? 'inquiry' : 'chargeback',
    })
}
