import { takeMonthlyFee } from './flows/adjustment.ts'
import { aftermath } from './flows/aftermath.ts'
import { expireIncomplete } from './flows/beginning.ts'
import { collectDue, finalizeDue } from './flows/collection.ts'
import { decideDispute, endUnanswered } from './flows/dispute.ts'
import { expireDue } from './flows/expiry.ts'
import { lapse } from './flows/lapse.ts'
import { resumeCollection } from './flows/pause.ts'
import { payOutAutomatically } from './flows/payout.ts'
import { arrive, submitPayout } from './flows/payout-end.ts'
import { turnPhase } from './flows/phase.ts'
import { writeReceipt } from './flows/receipt.ts'
import { finishRefund } from './flows/refund-end.ts'
import { renew, tellUpcoming } from './flows/renewal.ts'
import { writeReport } from './flows/report.ts'
import { resumeDue } from './flows/resumption.ts'
import { tellExpiring } from './flows/schedule.ts'
import { capture, settleDue, tellLink } from './flows/settlement.ts'
import { deleteClockDue, runClock } from './flows/test-clock.ts'
import { tellTrialEnd } from './flows/trial.ts'
import { giveUpWaiting } from './flows/waiting.ts'
import { makeAvailable } from './money/balance.ts'
import type { Unit } from './unit.ts'

/** What happens by itself when its time has come; `subject` is the object it happens to. */
export const jobs: Record<string, (unit: Unit, subject: string) => Promise<void>> = {
  advance_clock: (unit, id) => runClock(unit, id, (kind) => jobs[kind]),
  aftermath,
  arrive,
  capture,
  collect: collectDue,
  decide_dispute: decideDispute,
  delete_clock: deleteClockDue,
  dispute_due: endUnanswered,
  expire: expireDue,
  expire_incomplete: expireIncomplete,
  expiring: tellExpiring,
  finalize: finalizeDue,
  finish_refund: finishRefund,
  give_up_waiting: giveUpWaiting,
  lapse,
  make_available: makeAvailable,
  monthly_fee: takeMonthlyFee,
  phase: turnPhase,
  pay_out: payOutAutomatically,
  receipt: writeReceipt,
  renew,
  resume: resumeDue,
  resume_collection: resumeCollection,
  settle: settleDue,
  submit_payout: submitPayout,
  tell_link: tellLink,
  trial_will_end: tellTrialEnd,
  upcoming: tellUpcoming,
  write_report: writeReport,
}
