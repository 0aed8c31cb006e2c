import { factsOf } from '../../members/announcements/announcement.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import {
  accountLink,
  nextCharge,
  ownMail,
  rhythm,
  sampleMembership,
  sampleNext,
} from './phrases.ts'

export const welcome = ownMail(factsOf.membership_started, {
  sample: { ...sampleMembership, next_at: sampleNext },
  write: (facts, desk) => {
    const { words } = desk.texts
    return {
      subject: words('mails.welcome_subject', {
        newsroom: newsroom.name,
        rhythm: rhythm(desk, facts),
      }),
      opening: [words('mails.welcome')],
      facts: nextCharge(desk, facts),
      action: accountLink(desk),
      closing: [words('mails.welcome_close')],
    }
  },
})
