import { type Banner, variantsOf, wordings } from '../../finance/settings/banner.ts'
import { type Language, languages } from '../../platform/ui/texts/language.ts'
import { speechIn } from '../../platform/ui/texts/speech.ts'
import type { KnownShare } from '../known-share.ts'
import { textsIn } from '../texts/texts.ts'
import { bannerSource } from './banner-source.ts'
import { sharedSource } from './shared-source.ts'

type Written = Readonly<{ share: KnownShare | null; banner: Banner }>

/**
 * `/embed.js`: both elements upgrade the plain link inside them, under a strict CSP, with no request
 * but itself. What it has to know of the newsroom is written in when it is served: the share of the
 * last closed year, the banner's rhythm and its texts in every language.
 */
export function embedScript({ share, banner }: Written): string {
  return wrapped([
    ...constants({ variants: variantsOf(banner) }),
    sharedSource,
    ...constants({ rules: rulesOf(banner), texts: textsOf({ share, banner }) }),
    bannerSource,
  ])
}

/** The same for a page that has only buttons, to be measured: it is a part of the whole. */
export function buttonScript(banner: Banner): string {
  return wrapped([...constants({ variants: variantsOf(banner) }), sharedSource])
}

function wrapped(parts: readonly string[]): string {
  return `(() => {\n  'use strict'\n${parts.join('\n')}\n})()\n`.replaceAll(/\n\s+/g, '\n')
}

function constants(values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(values).map(
    ([name, value]) => `const ${name} = ${JSON.stringify(value).replaceAll('<', '\\u003c')}`,
  )
}

function rulesOf(banner: Banner) {
  const { quiet_from, quiet_to, off_from, off_to, not_on = '' } = banner
  return {
    on: banner.shown === 'on',
    ...{ skip: banner.skip_pages, most: banner.most_shown, cycle: banner.cycle_days },
    quiet: quiet_from === undefined ? null : [quiet_from, quiet_to],
    off: off_from === undefined ? null : [off_from, off_to],
    not: not_on
      .toLowerCase()
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean),
  }
}

function textsOf(written: Written) {
  return Object.fromEntries(languages.map((language) => [language, saidIn(language, written)]))
}

/** `why` is the sentence of whoever is shown no wording of the newsroom's own. */
function saidIn(language: Language, { share, banner }: Written) {
  const { words, percent } = textsIn(speechIn(language, null))
  const why =
    share === null
      ? words('embed.plain')
      : words('embed.why', { year: String(share.year), share: percent(share.part) })
  const own = wordings.flatMap((wording) => {
    const text = banner[`text_${wording}`]?.[language]
    return text === undefined ? [] : [[wording, text] as const]
  })
  return {
    ...{ label: words('embed.label'), close: words('embed.close'), gave: words('embed.gave'), why },
    ...Object.fromEntries(own),
  }
}
