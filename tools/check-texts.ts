import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import * as z from 'zod'
import { formsOfAddress, languages } from '../src/platform/ui/texts/language.ts'
import { argumentsOf, lackingPlurals } from './message.ts'

type Texts = Readonly<Record<string, string>>
/** The texts of one area in one tongue: `support` in `de`, or what differs in `de-formal`. */
type Catalogue = Readonly<{ area: string; tongue: string; file: string; texts: Texts }>

const overlays = languages.flatMap((language) =>
  formsOfAddress.map((form) => `${language}-${form}`),
)

/**
 * What readers are told: every language says all that English says, with the same values and all
 * plural forms that it has; no text is left over, and none stands in a page instead of a catalogue.
 */
export function checkTexts(): string[] {
  const all = globSync('src/{readers,platform/ui}/texts/*.json').map(catalogueAt)
  const sources = globSync('src/**/*.{ts,tsx}').map((file) => readFileSync(file, 'utf8'))
  const findings = all
    .filter(({ tongue }) => tongue === 'en')
    .flatMap((en) => [
      ...missingLanguages(en),
      ...unsaid(en, sources),
      ...all.filter((other) => isSameArea(en, other)).flatMap((other) => differences(en, other)),
    ])
  const forms = all.flatMap((catalogue) => unaddressed(catalogue, all))
  return [
    ...findings,
    ...forms,
    ...all.flatMap(ownFaults),
    ...globSync('src/readers/**/*.tsx').flatMap(bare),
  ]
}

function catalogueAt(file: string): Catalogue {
  const [area = '', tongue = ''] = basename(file, '.json').split('.')
  const texts = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')))
  return { area, tongue, file, texts }
}

function isSameArea(one: Catalogue, other: Catalogue): boolean {
  return other !== one && other.area === one.area && dirname(other.file) === dirname(one.file)
}

function missingLanguages({ file }: Catalogue): string[] {
  return languages
    .map((language) => file.replace('.en.json', `.${language}.json`))
    .filter((translated) => !existsSync(translated))
    .map((translated) => `${translated} is missing`)
}

function differences(en: Catalogue, other: Catalogue): string[] {
  const { file, texts } = other
  const isOverlay = overlays.includes(other.tongue)
  const lacking = isOverlay ? [] : Object.keys(en.texts).filter((key) => !(key in texts))
  return [
    ...lacking.map((key) => `${file} lacks ${key}`),
    ...Object.entries(texts).flatMap(([key, text]) => {
      const english = en.texts[key]
      if (english === undefined) return [`${file} says ${key}, which English does not`]
      const [has, wants] = [argumentsOf(text), argumentsOf(english)]
      return has === wants ? [] : [`${file} ${key}: its values are ${has}, in English ${wants}`]
    }),
  ]
}

/** The words by which a catalogue addresses a person, and the form in which it says them otherwise. */
const addressing: Readonly<Record<string, readonly [words: RegExp, other: string]>> = {
  de: [/(?<!\p{L})(du|dich|dir|dein\p{L}*)(?!\p{L})/iu, 'de-formal'],
  uk: [/(?<!\p{L})(Ви|Вас|Вам|Вами|Ваш\p{L}*)(?!\p{L})/u, 'uk-informal'],
}

/** A line that says "du" and stands in no formal catalogue, or says it there. */
function unaddressed(catalogue: Catalogue, all: readonly Catalogue[]): string[] {
  const [words, other] = addressing[catalogue.tongue] ?? []
  if (words === undefined) return []
  const overlay = all.find((each) => isSameArea(catalogue, each) && each.tongue === other)
  return Object.entries(catalogue.texts)
    .filter(([key, text]) => words.test(overlay?.texts[key] ?? text))
    .map(([key]) => `${catalogue.file} ${key} is not said in ${other}`)
}

/** A key that no source names, as it is or as a template that can make it: `often_${frequency}`. */
function unsaid({ file, texts }: Catalogue, sources: readonly string[]): string[] {
  const templates = sources
    .flatMap((source) => [...source.matchAll(/`([a-z]+\.[\w.]*\$\{[^`]*)`/g)])
    .map(([, template = '']) => new RegExp(`^${template.replaceAll(/\$\{[^}]*\}/g, '.+')}$`))
  return Object.keys(texts)
    .filter((key) => !sources.some((source) => source.includes(`'${key}'`)))
    .filter((key) => !templates.some((template) => template.test(key)))
    .map((key) => `${file} ${key} is said nowhere`)
}

function ownFaults({ area, tongue, file, texts }: Catalogue): string[] {
  const known = [...languages, ...overlays].includes(tongue)
  const put = readFileSync(`${dirname(file)}/${area === 'frame' ? area : 'catalogues'}.ts`, 'utf8')
  return [
    ...(known ? [] : [`${file} is of no language known`]),
    ...(put.includes(`./${basename(file)}'`) ? [] : [`${file} is taken up by no catalogue`]),
    ...Object.entries(texts).flatMap(([key, text]) => [
      ...lackingPlurals(text, tongue).map((form) => `${file} ${key} lacks the plural «${form}»`),
      ...(area === 'frame' || key.startsWith(`${area}.`)
        ? []
        : [`${file} ${key} is of another area`]),
    ]),
  ]
}

/** The demonstration article is the page of a newsroom, in the language that it was written in. */
const ownWords = /^src\/readers\/article\//
const inMarkup =
  /(?<![=-])>([^<>{}()=;'&|]*\p{L}{2}[^<>{}()=;'&|]*)(?<!return\s*)(?:<\/|(?<=\s)<\p{L})/gu
const inAttribute =
  /\b(?:aria-label|title|alt|placeholder|label|hint|caption)="([^"]*\p{L}{2}[^"]*)"/gu
const inProblem = /new Problem\(\s*\d+,\s*'[^']*',\s*['`]([^'`]+)/g

/** Words that stand in a page itself, as far as a regular expression can see. */
function bare(file: string): string[] {
  if (ownWords.test(file)) return []
  const source = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  return [inMarkup, inAttribute, inProblem]
    .flatMap((pattern) => [...source.matchAll(pattern)])
    .map(([, words = '']) => `${file} says «${words.trim()}» outside of a catalogue`)
}
