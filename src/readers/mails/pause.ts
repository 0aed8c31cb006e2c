import { factsOf } from '../../members/announcements/announcement.ts'
import {
  accountLink,
  nextCharge,
  ownMail,
  rhythm,
  sampleMembership,
  sampleNext,
} from './phrases.ts'

export const paused = ownMail(factsOf.membership_paused, {
  sample: { ...sampleMembership, resumes_at: sampleNext },
  write: (facts, desk) => {
    const { words } = desk.texts
    const until = facts.resumes_at === null ? null : desk.day(facts.resumes_at)
    const onward = rhythm(desk, facts)
    return {
      subject:
        until === null
          ? words('mails.paused_subject')
          : words('mails.paused_subject_until', { day: until }),
      opening: [
        words('mails.paused'),
        until === null
          ? words('mails.paused_open')
          : words('mails.paused_until', { day: until, rhythm: onward }),
      ],
      action: accountLink(desk),
    }
  },
})

export const resumed = ownMail(factsOf.membership_resumed, {
  sample: { ...sampleMembership, next_at: sampleNext },
  write: (facts, desk) => {
    const { words } = desk.texts
    return {
      subject: words('mails.resumed_subject', { rhythm: rhythm(desk, facts) }),
      opening: [words('mails.resumed')],
      facts: nextCharge(desk, facts),
      action: accountLink(desk),
    }
  },
})
