import { factsOf } from '../../members/announcements/announcement.ts'
import { isOfDebit, remedyFor } from '../../members/failure.ts'
import { accountLink, ownMail, sampleDay, sum } from './phrases.ts'

export const failedPayment = ownMail(factsOf.payment_failed, {
  sample: {
    ...{ invoice: 'in_sample', subscription: 'sub_sample', failure: 'expired_card' },
    due: { minor: '1000', currency: 'EUR' },
    billed_at: sampleDay,
    next_try_at: '2026-06-17T09:00:00Z',
  },
  write: async (facts, desk) => {
    const { words } = desk.texts
    const { failure, next_try_at, due, billed_at } = facts
    const amount = sum(desk, due)
    const means = isOfDebit(failure) ? 'debit' : 'card'
    return {
      subject: words(`mails.failed_subject_${means}`, { amount, month: desk.month(billed_at) }),
      opening: [
        words(`mails.failure_${remedyFor(failure)}`),
        next_try_at === null
          ? words('mails.failed_last')
          : words('mails.failed_again', { day: desk.day(next_try_at) }),
      ],
      action: {
        label: words('mails.failed_action', { amount }),
        url: await desk.payUrl(facts.invoice),
      },
      closing: [words('mails.failed_close')],
      links: [accountLink(desk)],
    }
  },
})
