import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { jsxRenderer } from 'hono/jsx-renderer'
import { LanguageSwitch, shownAt } from './language-switch.tsx'
import { imprintIn, newsroom } from './newsroom.ts'
import { type Audience, stylesheets } from './styles/stylesheet.ts'
import { useFrame } from './texts/frame.ts'
import { speechOf } from './texts/speaking.ts'
import { SpeechContext, useSpeech } from './texts/speech.ts'

declare module 'hono' {
  interface ContextRenderer {
    // biome-ignore lint/style/useShorthandFunctionType: an interface of Hono's, merged with
    (content: string | Promise<string>, props: Head): Response | Promise<Response>
  }
}

type PageProps = Readonly<{
  title: string
  audience: Audience
  scripts?: readonly string[]
  children?: Child
}>

/** The document around every page: no inline style, no inline script, so that the CSP may be strict. */
export const Page = ({ title, audience, scripts = [], children }: PageProps) => {
  const { tag, dir } = useSpeech()
  return (
    <html lang={tag} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${newsroom.name}`}</title>
        <link rel="stylesheet" href={stylesheets[audience].url} />
        <link rel="icon" href="data:," />
        {scripts.map((src) => (
          <script src={src} defer />
        ))}
      </head>
      <body class={audience}>{children}</body>
    </html>
  )
}

type ReaderPageProps = Omit<PageProps, 'audience'> & Readonly<{ address: string }>

/** A reader's page: masthead, one column, foot. */
const ReaderPage = ({ children, address, ...page }: ReaderPageProps) => (
  <Page {...page} audience="reader">
    <SkipLink />
    <header class="masthead">
      <a href="/support">{newsroom.name}</a>
    </header>
    <main id="main">{children}</main>
    <footer class="site">
      <LanguageSwitch address={address} />
      <Imprint />
    </footer>
  </Page>
)

const Imprint = () => <p>{imprintIn(useSpeech().language)}</p>

const SkipLink = () => {
  const { words } = useFrame()
  return (
    <a class="skip" href="#main">
      {words('frame.skip')}
    </a>
  )
}

/** `address`: where this page can be asked for again, if not where it was asked for. */
type Head = Readonly<{ title: string; scripts?: readonly string[]; address?: string }>

/** A reader's page in the language of the request; a cache keeps one for each. */
const Spoken = ({
  c,
  children,
  address = shownAt(c),
  ...head
}: Head & { c: Context; children?: Child }) => (
  <SpeechContext.Provider value={speechOf(c)}>
    <ReaderPage {...head} address={address}>
      {children}
    </ReaderPage>
  </SpeechContext.Provider>
)

/** `c.render(<Content />, { title })` inside the readers' layout, with its doctype. */
export const readerPages = jsxRenderer(({ children, Layout: _, ...head }, c) => {
  c.header('vary', 'Accept-Language, Cookie', { append: true })
  return (
    <Spoken c={c} {...head}>
      {children}
    </Spoken>
  )
})

/** The same where no route rendered: what is shown when a request failed. */
export function pageIn(c: Context, content: Child, head: Head) {
  return html`<!doctype html>${(
    <Spoken c={c} {...head}>
      {content}
    </Spoken>
  )}`
}
