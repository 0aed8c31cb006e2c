import type { Context } from 'hono'
import { useFrame } from './texts/frame.ts'
import { languages, ownNames } from './texts/language.ts'

/** This page in the other languages, each named by its own speakers. */
export const LanguageSwitch = ({ address }: { address: string }) => {
  const { words, language } = useFrame()
  return (
    <nav class="languages" aria-label={words('frame.language')}>
      {languages.map((each) => (
        <a
          href={inLanguage(address, each)}
          lang={each}
          hreflang={each}
          rel="nofollow"
          aria-current={each === language ? 'true' : undefined}
        >
          {ownNames[each]}
        </a>
      ))}
    </nav>
  )
}

/** Where the page that answers can be asked for again: here, or where the form stood that was sent. */
export function shownAt(c: Context): string {
  const { method, url } = c.req
  if (method === 'GET' || method === 'HEAD') return new URL(url).search
  const { pathname, search } = new URL(c.req.header('referer') ?? '/', url)
  return pathname + search
}

function inLanguage(address: string, language: string): string {
  const [path = '', search] = address.split('?')
  const query = new URLSearchParams(search)
  query.set('lang', language)
  return `${path}?${query}`
}
