import type * as z from 'zod'
import { giftFacts } from '../../members/gifts/letters.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { type Desk, mailKind } from './kind.ts'
import { accountLink, ownMail } from './phrases.ts'

type Facts = z.output<typeof giftFacts>

const sample = {
  gift: 'form_sample',
  months: 12,
  recipient_name: 'Olena',
  giver_name: 'Ana Lopes',
  message: 'For your new kitchen table.\nYours, Ana',
  expires_at: '2027-06-14T09:00:00Z',
}

/** To whom a membership was given. */
export const giftDelivered = mailKind(giftFacts, {
  sample,
  write: async (facts, desk) => {
    const { words } = desk.texts
    const { giver_name: giver, recipient_name: name, months, message } = facts
    const values = { giver: giver ?? '', name, months, newsroom: newsroom.name }
    return {
      subject: words(giver === null ? 'gifts.mail_subject' : 'gifts.mail_subject_from', values),
      opening: [words('gifts.mail', values), ...(message === null ? [] : message.split('\n'))],
      action: { label: words('gifts.mail_action'), url: await desk.giftUrl(facts.gift) },
      closing: [lasts(facts, desk)],
      foot: [words('gifts.mail_because')],
    }
  },
})

/** To the giver, who hands the link on themselves. */
export const giftReady = ownMail(giftFacts, {
  sample,
  write: async (facts, desk) => {
    const { words } = desk.texts
    const values = { name: facts.recipient_name }
    return {
      subject: words('gifts.ready_subject', values),
      opening: [words('gifts.ready', values)],
      action: { label: words('gifts.ready_action'), url: await desk.giftUrl(facts.gift) },
      closing: [lasts(facts, desk)],
    }
  },
})

export const giftRedeemed = ownMail(giftFacts, {
  sample,
  write: (facts, desk) => {
    const { words } = desk.texts
    const values = { name: facts.recipient_name, newsroom: newsroom.name }
    return {
      subject: words('gifts.redeemed_subject', values),
      opening: [words('gifts.redeemed', values)],
      action: accountLink(desk),
    }
  },
})

export const giftExpiring = ownMail(giftFacts, {
  sample,
  write: async (facts, desk) => {
    const { words } = desk.texts
    const values = { name: facts.recipient_name, day: desk.day(facts.expires_at) }
    return {
      subject: words('gifts.expiring_subject', values),
      opening: [words('gifts.expiring', values)],
      action: { label: words('gifts.ready_action'), url: await desk.giftUrl(facts.gift) },
    }
  },
})

function lasts({ expires_at }: Facts, { texts, day }: Desk): string {
  return texts.words('gifts.take_until', { day: day(expires_at) })
}
