import { factsOf } from '../../members/announcements/announcement.ts'
import {
  accountLink,
  nextCharge,
  ownMail,
  rhythm,
  sampleDay,
  sampleMembership,
  sampleNext,
  sum,
} from './phrases.ts'

export const ending = ownMail(factsOf.membership_ending, {
  sample: { ...sampleMembership, ends_at: sampleNext },
  write: ({ ends_at }, desk) => {
    const { words } = desk.texts
    const day = desk.day(ends_at)
    return {
      subject: words('mails.ending_subject', { day }),
      opening: [words('mails.ending', { day })],
      action: { label: words('mails.ending_action'), url: desk.at('/account') },
      closing: [words('mails.ending_close')],
    }
  },
})

export const staying = ownMail(factsOf.membership_staying, {
  sample: { ...sampleMembership, next_at: sampleNext },
  write: (facts, desk) => {
    const { words } = desk.texts
    return {
      subject: words('mails.staying_subject', { rhythm: rhythm(desk, facts) }),
      opening: [words('mails.staying')],
      facts: nextCharge(desk, facts),
      action: accountLink(desk),
    }
  },
})

/** Stripe's word for an end that a payment in vain has brought. */
const unpaid = 'payment_failed'

export const ended = ownMail(factsOf.membership_ended, {
  sample: { ...sampleMembership, ended_at: sampleDay, reason: null },
  write: ({ ended_at, reason, amount }, desk) => {
    const { words } = desk.texts
    const day = desk.day(ended_at)
    const how =
      reason === unpaid
        ? words('mails.ended_unpaid', { day, amount: sum(desk, amount) })
        : words('mails.ended', { day })
    return {
      subject: words('mails.ended_subject'),
      opening: [how, words('mails.ended_thanks')],
      action: { label: words('mails.ended_action'), url: desk.at('/account') },
    }
  },
})
