import { factsOf } from '../../members/announcements/announcement.ts'
import {
  accountLink,
  nextCharge,
  ownMail,
  rhythm,
  sampleMembership,
  sampleNext,
} from './phrases.ts'

export const changed = ownMail(factsOf.membership_changed, {
  sample: {
    ...sampleMembership,
    before: { minor: '500', currency: 'EUR' },
    frequency_before: 'monthly',
    next_at: sampleNext,
  },
  write: (facts, desk) => {
    const { words } = desk.texts
    const before = rhythm(desk, { amount: facts.before, frequency: facts.frequency_before })
    return {
      subject: words('mails.changed_subject', { rhythm: rhythm(desk, facts) }),
      opening: [words('mails.changed', { before })],
      facts: nextCharge(desk, facts),
      action: accountLink(desk),
      closing: [words('mails.changed_close')],
    }
  },
})
