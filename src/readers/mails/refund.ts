import { factsOf } from '../../members/announcements/announcement.ts'
import { ownMail, sampleDay, sum } from './phrases.ts'

export const refund = ownMail(factsOf.refund_made, {
  sample: {
    refund: 're_sample',
    amount: { minor: '1000', currency: 'EUR' },
    paid: { minor: '1000', currency: 'EUR' },
    paid_at: sampleDay,
  },
  write: (facts, desk) => {
    const { words } = desk.texts
    const isWhole = facts.amount.minor === facts.paid.minor
    const values = {
      amount: sum(desk, facts.amount),
      paid: sum(desk, facts.paid),
      day: desk.day(facts.paid_at),
    }
    return {
      subject: words('mails.refund_subject', values),
      opening: [
        words(isWhole ? 'mails.refund_whole' : 'mails.refund_part', values),
        words('mails.refund_close'),
      ],
      action: { label: words('mails.receipt_action'), url: desk.at('/account/receipts') },
    }
  },
})
