import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { wantsHtml } from '../../http/wants-html.ts'
import { type FormOfAddress, type Language, languageOf, languages } from './language.ts'
import { english, mirrored, type Speech, speechIn } from './speech.ts'

/** What a newsroom decides of how its pages speak. */
export type House = Readonly<{
  production: boolean
  baseUrl: string
  language: Language
  formOfAddress: FormOfAddress | null
}>

type SpeakingEnv = { Variables: { speech: Speech } }

const cookie = 'lang'
const kept_s = 365 * 24 * 60 * 60
/** The desk and its programs speak English, whatever a reader in the same browser chose. */
const inEnglish = /^\/(api|desk|webhooks|_dev)(\/|$)/

/**
 * Puts into `c.var.speech` how this request is answered: in the language chosen by `?lang=`, else the
 * one chosen before, else the first of the browser's that we speak, else the newsroom's own. Only a
 * choice is kept, in a cookie that says nothing else; who chooses nothing gets none.
 */
export function speaking(house: House) {
  return createMiddleware<SpeakingEnv>(async (c, next) => {
    if (inEnglish.test(c.req.path)) {
      c.set('speech', english)
      return next()
    }
    const chosen = c.req.query('lang') ?? ''
    const speech = speechNamed(chosen, house)
    c.set('speech', speech ?? speechBefore(c, house))
    await next()
    if (speech !== null && c.req.method === 'GET' && wantsHtml(c)) keepChoice(c, chosen, house)
  })
}

/** English where no middleware spoke: before it ran, and in an app that is put together without it. */
export function speechOf(c: Context): Speech {
  const speech: Speech | undefined = c.get('speech') // untyped here: rooms have variables of their own
  return speech ?? english
}

function speechBefore(c: Context, house: House): Speech {
  const kept = speechNamed(getCookie(c, cookie) ?? '', house)
  return kept ?? speechIn(languageAccepted(c, house.language), house.formOfAddress)
}

function speechNamed(tag: string, house: House): Speech | null {
  if (tag === 'ar-XB' && !house.production) return mirrored
  const language = languageOf(tag)
  return language === null ? null : speechIn(language, house.formOfAddress)
}

function languageAccepted(c: Context, fallback: Language): Language {
  const named = accepts(c, {
    header: 'Accept-Language',
    supports: [...languages],
    default: fallback,
    match: (accepted) =>
      accepted
        .filter(({ q }) => q > 0)
        .sort((one, other) => other.q - one.q)
        .map(({ type }) => languageOf(type))
        .find((language) => language !== null) ?? fallback,
  })
  return languageOf(named) ?? fallback
}

/** An answer that sets a cookie is nobody else's, so no shared cache may keep it. */
function keepChoice(c: Context, chosen: string, { baseUrl }: House): void {
  setCookie(c, cookie, chosen, {
    ...{ path: '/', maxAge: kept_s, httpOnly: true, sameSite: 'Lax' },
    secure: baseUrl.startsWith('https:'),
  })
  c.header('cache-control', 'private, no-store')
}
