import { base } from './base.ts'
import { charts } from './charts.ts'
import { components } from './components.ts'
import { desk } from './desk.ts'
import { print } from './print.ts'
import { reader } from './reader.ts'
import { reset } from './reset.ts'
import { tokens } from './tokens.ts'

/** Readers meet one column, staff sit at the desk. */
export type Audience = 'reader' | 'desk'
export type Stylesheet = Readonly<{ css: string; url: string; version: string }>

/** One sheet an audience. Its address carries a hash of the text, so that it may be kept for a year. */
export const stylesheets: Readonly<Record<Audience, Stylesheet>> = {
  reader: stylesheet('reader', reader),
  desk: stylesheet('desk', `${desk}\n${charts}`),
}

function stylesheet(audience: Audience, pages: string): Stylesheet {
  const order = '@layer reset, tokens, base, components, pages, print;'
  const css = [order, reset, tokens, base, components, pages, print].map(squeezed).join('\n')
  const version = fingerprint(css)
  return { css, version, url: `/styles/${audience}.css?v=${version}` }
}

function squeezed(css: string): string {
  return css.replaceAll(/\s*\n\s*/g, '\n')
}

/** FNV-1a, 64 bits: tells one text from the next without waiting for Web Crypto. No security in it. */
function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  }
  return hash.toString(36)
}
