import * as z from 'zod'
import { money } from '../../members/announcements/announcement.ts'
import { frequencies } from '../../members/offers/offers.ts'
import { decimalsOf } from '../../platform/money/currency.ts'
import { plainDecimals } from '../../platform/money/money.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import type { Desk } from './kind.ts'
import { mailKind } from './kind.ts'
import { sum } from './phrases.ts'

/** `stop`: whose reminders its link ends. */
const facts = z.object({ stop: z.string() })
const unfinished = facts.extend({ frequency: z.enum(frequencies), amount: money })

/** The one mail that somebody asked for, in the month that they chose. */
export const reminderMonth = mailKind(facts, {
  sample: { stop: 'sample' },
  write: async ({ stop }, desk) => {
    const { words } = desk.texts
    return {
      subject: words('reminders.month_subject', { newsroom: newsroom.name }),
      opening: [words('reminders.month_opening')],
      action: { label: words('reminders.action'), url: desk.at('/support?campaign=reminder') },
      closing: [words('reminders.only_one')],
      ...(await endingOf(desk, stop)),
    }
  },
})

/** Once, after a payment page that was left has expired; only to who agreed to it on the form. */
export const reminderUnfinished = mailKind(unfinished, {
  sample: { stop: 'sample', frequency: 'monthly', amount: { minor: '1000', currency: 'EUR' } },
  write: async ({ stop, frequency, amount }, desk) => {
    const { words } = desk.texts
    const query = new URLSearchParams({
      ...{ frequency, currency: amount.currency, campaign: 'reminder' },
      amount: plainDecimals(amount.minor, decimalsOf(amount.currency)),
    })
    return {
      subject: words('reminders.unfinished_subject', { amount: sum(desk, amount) }),
      opening: [words('reminders.unfinished_opening')],
      action: { label: words('reminders.unfinished_action'), url: desk.at(`/support?${query}`) },
      closing: [words('reminders.only_one')],
      ...(await endingOf(desk, stop)),
    }
  },
})

async function endingOf({ texts: { words }, stopUrl }: Desk, stop: string) {
  const url = await stopUrl(stop)
  return {
    links: [{ label: words('reminders.stop_action'), url }],
    foot: [words('reminders.because')],
    unsubscribe: url,
  }
}
