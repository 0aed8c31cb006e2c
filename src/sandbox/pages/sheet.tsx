import type { Context } from 'hono'
import { raw } from 'hono/html'
import type { Child, PropsWithChildren } from 'hono/jsx'

export const STYLE_PATH = '/_sandbox/style.css'

type SheetProps = PropsWithChildren<{ title: string; wide?: boolean }>

/** Every page of the sandbox: it says first that no money moves. */
export const Sheet = ({ title, wide = false, children }: SheetProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{title}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href={STYLE_PATH} />
    </head>
    <body>
      <header class="banner">SANDBOX – no money moves</header>
      <main class={wide ? 'wide' : ''}>{children}</main>
    </body>
  </html>
)

type Sending = { status?: 200 | 400 | 402 | 404; formsLeadTo?: string[] }

/**
 * The page as an answer. Forms may lead to the sandbox itself and to `formsLeadTo`: Chromium stops
 * a redirect after a form post to an origin that `form-action` does not name.
 */
export function sendPage(
  c: Context,
  page: Child,
  { status = 200, formsLeadTo = [] }: Sending = {},
) {
  c.header('cache-control', 'no-store')
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header(
    'content-security-policy',
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; " +
      `frame-ancestors 'none'; form-action ${["'self'", ...formsLeadTo].join(' ')}`,
  )
  return c.html(
    <>
      {raw('<!DOCTYPE html>')}
      {page}
    </>,
    status,
  )
}
