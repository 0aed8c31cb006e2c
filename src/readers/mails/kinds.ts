import type { Kind } from '../../members/announcements/announcement.ts'
import type { ReaderKey } from '../texts/catalogues.ts'
import { cardExpiring } from './card-expiring.ts'
import { changed } from './changed.ts'
import { ended, ending, staying } from './ending.ts'
import { failedPayment } from './failed-payment.ts'
import { giftDelivered, giftExpiring, giftReady, giftRedeemed } from './gift.ts'
import type { MailKind } from './kind.ts'
import { newsletterConfirm, newsletterRunning } from './newsletter.ts'
import { paused, resumed } from './pause.ts'
import { receipt } from './receipt.ts'
import { refund } from './refund.ts'
import { reminderMonth, reminderUnfinished } from './reminder.ts'
import { renewal } from './renewal.ts'
import { signIn } from './sign-in.ts'
import { statement } from './statement.ts'
import { welcome } from './welcome.ts'

/** All that is mailed: an announcement under its own name, and what somebody asked for. */
const table = {
  sign_in: { ...signIn, title: 'mails.signin_title' },
  membership_started: { ...welcome, title: 'mails.welcome_title' },
  payment_made: { ...receipt, title: 'mails.receipt_title' },
  payment_failed: { ...failedPayment, title: 'mails.failed_title' },
  membership_changed: { ...changed, title: 'mails.changed_title' },
  membership_paused: { ...paused, title: 'mails.paused_title' },
  membership_resumed: { ...resumed, title: 'mails.resumed_title' },
  membership_ending: { ...ending, title: 'mails.ending_title' },
  membership_staying: { ...staying, title: 'mails.staying_title' },
  membership_ended: { ...ended, title: 'mails.ended_title' },
  refund_made: { ...refund, title: 'mails.refund_title' },
  card_expiring: { ...cardExpiring, title: 'mails.card_title' },
  renewal_upcoming: { ...renewal, title: 'mails.renewal_title' },
  gift_delivered: { ...giftDelivered, title: 'gifts.mail_title' },
  gift_ready: { ...giftReady, title: 'gifts.ready_title' },
  gift_redeemed: { ...giftRedeemed, title: 'gifts.redeemed_title' },
  gift_expiring: { ...giftExpiring, title: 'gifts.expiring_title' },
  year_given: { ...statement, title: 'mails.statement_title' },
  reminder_month: { ...reminderMonth, title: 'reminders.month_mail' },
  reminder_unfinished: { ...reminderUnfinished, title: 'reminders.unfinished_mail' },
  newsletter_confirm: { ...newsletterConfirm, title: 'newsletters.mail_confirm_title' },
  newsletter_running: { ...newsletterRunning, title: 'newsletters.mail_running_title' },
} as const satisfies Record<Kind, TitledKind> & Record<string, TitledKind>

type TitledKind = MailKind & Readonly<{ title: ReaderKey }>

export const mailKinds: Readonly<Record<string, TitledKind>> = table
