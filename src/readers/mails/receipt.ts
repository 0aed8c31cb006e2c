import { factsOf } from '../../members/announcements/announcement.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { nextCharge, ownMail, sampleDay, sampleNext, sum } from './phrases.ts'

/** Says what was paid; the numbered document with its words on tax stands in the account. */
export const receipt = ownMail(factsOf.payment_made, {
  sample: {
    payment: 'ch_sample',
    amount: { minor: '1000', currency: 'EUR' },
    paid_at: sampleDay,
    frequency: 'monthly',
    next_at: sampleNext,
  },
  write: (facts, desk) => {
    const { words, money } = desk.texts
    const what = facts.frequency === null ? 'gift' : 'membership'
    return {
      subject: words(`mails.receipt_subject_${what}`, { amount: sum(desk, facts.amount) }),
      opening: [words('mails.receipt')],
      facts: [
        [words('mails.amount'), money(facts.amount)],
        [words('mails.paid_on'), desk.day(facts.paid_at)],
        [words('mails.purpose'), words(`mails.purpose_${facts.frequency ?? 'gift'}`)],
        ...nextCharge(desk, facts),
        [words('mails.reference'), facts.payment],
      ],
      action: { label: words('mails.receipt_action'), url: desk.at('/account/receipts') },
      closing: [words('mails.receipt_close', { newsroom: newsroom.name })],
    }
  },
})
