import type { Child } from 'hono/jsx'
import { jsxRenderer } from 'hono/jsx-renderer'
import { newsroom } from './newsroom.ts'
import { type Audience, stylesheets } from './styles/stylesheet.ts'

declare module 'hono' {
  interface ContextRenderer {
    // biome-ignore lint/style/useShorthandFunctionType: an interface of Hono's, merged with
    (
      content: string | Promise<string>,
      props: { title: string; scripts?: readonly string[] },
    ): Response | Promise<Response>
  }
}

type PageProps = Readonly<{
  title: string
  audience: Audience
  lang?: string
  scripts?: readonly string[]
  children?: Child
}>

/** The document around every page: no inline style, no inline script, so that the CSP may be strict. */
export const Page = ({ title, audience, lang = 'en', scripts = [], children }: PageProps) => (
  <html lang={lang}>
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

/** A reader's page: masthead, one column, foot. */
export const ReaderPage = ({ children, ...page }: Omit<PageProps, 'audience'>) => (
  <Page {...page} audience="reader">
    <a class="skip" href="#main">
      Skip to the content
    </a>
    <header class="masthead">
      <a href="/support">{newsroom.name}</a>
    </header>
    <main id="main">{children}</main>
    <footer class="site">
      <p>
        {newsroom.name}. {newsroom.motto}.
      </p>
    </footer>
  </Page>
)

/** `c.render(<Content />, { title })` inside the readers' layout, with its doctype. */
export const readerPages = jsxRenderer(({ children, title, scripts = [] }) => (
  <ReaderPage title={title} scripts={scripts}>
    {children}
  </ReaderPage>
))
