import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { languages } from '../../src/platform/ui/texts/language.ts'
import { testWithMainstay as test } from '../mainstay.ts'

test.for(languages)(
  'the support page and its style weigh under 40 KB, without a script (%s)',
  async (language, { mainstay }) => {
    const html = await (await fetch(`${mainstay.url}/support?lang=${language}`)).text()
    const [address = ''] = /\/styles\/reader\.css[^"]*/.exec(html) ?? []
    const style = await fetch(`${mainstay.url}${address}`, {
      headers: { 'accept-encoding': 'gzip' },
    })
    expect(style.headers.get('content-encoding')).toBe('gzip')
    const packed = gzipSync(await style.bytes()).length // fetch has unpacked it
    expect(Buffer.byteLength(html) + packed).toBeLessThan(40_000)
    expect(html).not.toContain('<script')
  },
)
