import { raw } from 'hono/html'
import { imprintIn, newsroom } from '../ui/newsroom.ts'
import type { Speech } from '../ui/texts/speech.ts'
import { letterStyle } from './letter-style.ts'
import type { Mail } from './mailer.ts'

export type Link = Readonly<{ label: string; url: string }>

/** What a mail says, in its order; both of its forms are made from this alone. */
export type Letter = Readonly<{
  /** The fact itself, as it stands in the mailbox and above the text. */
  subject: string
  opening: readonly string[]
  facts?: readonly (readonly [label: string, value: string])[]
  /** What to do, where there is something to do. */
  action?: Link
  closing?: readonly string[]
  /** To be typed from one screen to another. */
  code?: string
  links?: readonly Link[]
  /** Small print: why this mail came. */
  foot?: readonly string[]
  /** Where one POST ends what this mail belongs to; mail programs show a button of their own for it. */
  unsubscribe?: string
}>

/** A letter as a mail: HTML that loads nothing from outside, and the same words as text. */
export function mailOf(to: string, said: Letter, speech: Speech): Mail {
  const letter = { ...said, foot: [...(said.foot ?? []), imprintIn(speech.language)] }
  const html = `<!doctype html>${(<LetterPage letter={letter} speech={speech} />).toString()}`
  const { subject, unsubscribe } = letter
  const ended = unsubscribe === undefined ? {} : { unsubscribe }
  return { to, subject, text: textOf(letter), html, ...ended }
}

type PageProps = Readonly<{ letter: Letter; speech: Speech }>

const LetterPage = ({ letter, speech }: PageProps) => (
  <html lang={speech.tag} dir={speech.dir}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <title>{letter.subject}</title>
      <style>{raw(letterStyle)}</style>
    </head>
    <body>
      <main class="letter" aria-labelledby="subject">
        <p class="house">{newsroom.name}</p>
        <h1 id="subject">{letter.subject}</h1>
        <Content {...letter} />
        <Foot lines={letter.foot ?? []} />
      </main>
    </body>
  </html>
)

const Content = ({ opening, code, facts = [], action, closing = [], links = [] }: Letter) => (
  <>
    <Paragraphs lines={opening} />
    {facts.length === 0 ? null : <Facts facts={facts} />}
    {action === undefined ? null : (
      <p>
        <a class="action" href={action.url}>
          {action.label}
        </a>
      </p>
    )}
    <Paragraphs lines={closing} />
    {code === undefined ? null : <p class="code">{code}</p>}
    {links.map(({ label, url }) => (
      <p>
        <a href={url}>{label}</a>
      </p>
    ))}
  </>
)

const Paragraphs = ({ lines }: { lines: readonly string[] }) => (
  <>
    {lines.map((line) => (
      <p>{line}</p>
    ))}
  </>
)

const Facts = ({ facts }: { facts: NonNullable<Letter['facts']> }) => (
  <table>
    {facts.map(([label, value]) => (
      <tr>
        <th scope="row">{label}</th>
        <td>{value}</td>
      </tr>
    ))}
  </table>
)

const Foot = ({ lines }: { lines: readonly string[] }) => (
  <div class="foot">
    <Paragraphs lines={lines} />
  </div>
)

/** Links stand in paragraphs of their own, so that every mail program makes them clickable. */
function textOf(letter: Letter): string {
  const { subject, opening, code, facts = [], action, closing = [], links = [], foot = [] } = letter
  const table = facts.map(([label, value]) => `${label}: ${value}`).join('\n')
  return [
    ...[subject, ...opening],
    ...(table === '' ? [] : [table]),
    ...(action === undefined ? [] : inText(action, subject)),
    ...closing,
    ...(code === undefined ? [] : [code]),
    ...links.flatMap((link) => inText(link, subject)),
    ...['--', ...foot],
  ].join('\n\n')
}

/** A link that says what the subject says needs no words of its own. */
function inText({ label, url }: Link, subject: string): string[] {
  return label === subject ? [url] : [`${label}:`, url]
}
