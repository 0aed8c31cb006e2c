/** One mail to one person. `to` is an address already parsed (`auth/staff.ts address`). */
export type Mail = Readonly<{ to: string; subject: string; text: string; html: string }>

/** Where mails go. `send` ends when the next hop has taken the mail, and throws when it has not. */
export type Mailer = Readonly<{ send: (mail: Mail) => Promise<void> }>

/** Thrown before anything is sent: the address could smuggle in another recipient. */
export class AddressRefused extends Error {
  constructor() {
    super('a mail was not sent: its address is none that a mailbox can have')
  }
}
