import * as z from 'zod'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { mailKind } from './kind.ts'

const facts = z.object({
  consent: z.object({ address_hash: z.string(), id: z.string() }),
  /** The newsletter's name, in the language of the form. */
  list: z.string(),
})

const sample = { consent: { address_hash: 'sample', id: 'sample' }, list: 'The Daily' }

/** Asks the mailbox itself; until its button is pressed nothing is sent. */
export const newsletterConfirm = mailKind(facts, {
  sample,
  write: async ({ consent, list }, { texts: { words }, consentUrl }) => ({
    subject: words('newsletters.mail_confirm_subject', { list }),
    opening: [words('newsletters.mail_confirm', { list, newsroom: newsroom.name })],
    action: {
      label: words('newsletters.mail_confirm_action'),
      url: await consentUrl('confirm', consent),
    },
    closing: [words('newsletters.mail_confirm_close')],
  }),
})

/** The first mail of a newsletter, with the way out that every one of them has. */
export const newsletterRunning = mailKind(facts, {
  sample,
  write: async ({ consent, list }, { texts: { words }, consentUrl }) => {
    const leave = await consentUrl('leave', consent)
    return {
      subject: words('newsletters.mail_running_subject', { list }),
      opening: [words('newsletters.mail_running', { list })],
      links: [{ label: words('newsletters.leave_action'), url: leave }],
      foot: [words('newsletters.mail_because', { list, newsroom: newsroom.name })],
      unsubscribe: leave,
    }
  },
})
