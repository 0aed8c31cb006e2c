import { factsOf } from '../../members/announcements/announcement.ts'
import { nextCharge, ownMail, rhythm, sampleMembership, sampleNext } from './phrases.ts'

export const cardExpiring = ownMail(factsOf.card_expiring, {
  sample: { ...sampleMembership, last4: '4242', expires: '2026-07', next_at: sampleNext },
  write: (facts, desk) => {
    const { words } = desk.texts
    const { last4, expires } = facts
    const month = desk.month(new Date(`${expires}-15T12:00:00Z`))
    return {
      subject: words('mails.card_subject', { last4, month }),
      opening: [words('mails.card', { rhythm: rhythm(desk, facts) })],
      facts: nextCharge(desk, facts),
      action: { label: words('mails.card_action'), url: desk.at('/account') },
      closing: [words('mails.card_close')],
    }
  },
})
