import de from './frame.de.json'
import deFormal from './frame.de-formal.json'
import en from './frame.en.json'
import uk from './frame.uk.json'
import ukInformal from './frame.uk-informal.json'
import { english } from './speech.ts'
import { type Catalogues, textsOf, type Values } from './texts.ts'

export type FrameKey = keyof typeof en

/** What every page says around its content, and what is said of a request that failed. */
export const frameCatalogues: Catalogues<FrameKey> = {
  ...{ en, uk, de },
  ...{ 'de-formal': deFormal, 'uk-informal': ukInformal },
}

export const { textsIn: frameIn, useTexts: useFrame } = textsOf(frameCatalogues)

/** A sentence that is not said yet: whoever answers knows in which language. */
export type Told = Readonly<{ key: FrameKey; values?: Values }>

/** The sentence as the desk, programs and logs read it. */
export function toldInEnglish({ key, values }: Told): string {
  return frameIn(english).words(key, values)
}
