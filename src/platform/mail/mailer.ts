/** One mail to one person. `to` is an address already parsed (`auth/staff.ts address`). */
export type Mail = Readonly<{
  to: string
  subject: string
  text: string
  html: string
  /** The same whenever the same mail is sent again, so that a mailbox shows it once. */
  id?: string
  /** Where one POST takes the reader off the list that this mail belongs to (RFC 8058). */
  unsubscribe?: string
}>

/** Where mails go. `send` ends when the next hop has taken the mail, and throws when it has not. */
export type Mailer = Readonly<{ send: (mail: Mail) => Promise<void> }>

/**
 * Thrown for an address that no mail will ever reach: it could smuggle in another recipient (then
 * nothing was sent), or its mail server knows no such mailbox.
 */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
  constructor(reason = 'its address is none that a mailbox can have') {
    super(`a mail was not sent: ${reason}`)
  }
}

/** Thrown for a mail that its receiver's server will not take, whoever sends it again. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused'
  constructor(code: number) {
    super(`a mail was not taken: its receiver’s server answered ${code}`)
  }
}
