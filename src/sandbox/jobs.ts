import { collectDue, finalizeDue } from './flows/collection.ts'
import { aftermath } from './flows/dispute.ts'
import { expireDue } from './flows/expiry.ts'
import { lapse } from './flows/lapse.ts'
import { resumeCollection } from './flows/pause.ts'
import { arrive, payOutAutomatically } from './flows/payout.ts'
import { finishRefund } from './flows/refund.ts'
import { renew, tellUpcoming } from './flows/renewal.ts'
import { writeReport } from './flows/report.ts'
import { capture, settleDue, tellLink } from './flows/settlement.ts'
import { makeAvailable } from './money/balance.ts'
import type { Unit } from './unit.ts'

/** What happens by itself when its time has come; `subject` is the object it happens to. */
export const jobs: Record<string, (unit: Unit, subject: string) => Promise<void>> = {
  aftermath,
  arrive,
  capture,
  collect: collectDue,
  expire: expireDue,
  finalize: finalizeDue,
  finish_refund: finishRefund,
  lapse,
  make_available: async (unit) => {
    await makeAvailable(unit)
    await payOutAutomatically(unit)
  },
  renew,
  resume_collection: resumeCollection,
  settle: settleDue,
  tell_link: tellLink,
  upcoming: tellUpcoming,
  write_report: writeReport,
}
