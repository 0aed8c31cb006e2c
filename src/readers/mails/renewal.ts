import { factsOf } from '../../members/announcements/announcement.ts'
import { nextCharge, ownMail, sampleMembership, sampleNext, sum } from './phrases.ts'

/** Before a yearly charge, in time to cancel it. */
export const renewal = ownMail(factsOf.renewal_upcoming, {
  sample: { ...sampleMembership, frequency: 'yearly', at: sampleNext },
  write: ({ amount, at }, desk) => {
    const { words } = desk.texts
    const day = desk.day(at)
    return {
      subject: words('mails.renewal_subject', { day, amount: sum(desk, amount) }),
      opening: [words('mails.renewal', { day })],
      facts: nextCharge(desk, { amount, next_at: at }),
      action: { label: words('mails.renewal_action'), url: desk.at('/account') },
      closing: [words('mails.renewal_close', { day })],
    }
  },
})
