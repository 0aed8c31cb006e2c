import type { Mail } from './mailer.ts'

type KeptMail = Mail & Readonly<{ id: string; at: Date }>

/** The mails as text, their links to click: what is under the subject is what a person would read. */
export const Mailbox = ({ mails }: { mails: readonly KeptMail[] }) => (
  <div class="stack">
    <h1>Mailbox</h1>
    <p>Mails of this local start. Nothing leaves this machine; the newest 200 are kept.</p>
    {mails.length === 0 ? <p>No mail yet.</p> : null}
    {mails.map((mail) => (
      <article class="stack">
        <h2>{mail.subject}</h2>
        <p class="soft small">
          To {mail.to}, <time datetime={mail.at.toISOString()}>{mail.at.toUTCString()}</time>
        </p>
        {mail.text.split(/\n{2,}/).map((paragraph) => (
          <p>{isLink(paragraph) ? <a href={paragraph}>{paragraph}</a> : paragraph}</p>
        ))}
      </article>
    ))}
  </div>
)

function isLink(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text)
}
