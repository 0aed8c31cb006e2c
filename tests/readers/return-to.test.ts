import { expect, test } from 'vitest'
import { returnAddress } from '../../src/readers/checkout/return-to.ts'

const origins = { baseUrl: 'https://give.example', returnOrigins: ['https://news.example'] }

test.each([
  ['/a/1?x=2#y', 'https://give.example/a/1?x=2#y'],
  ['/', 'https://give.example/'],
  ['https://news.example/story', 'https://news.example/story'],
  ['https://NEWS.example:443/story', 'https://news.example/story'],
  ['/a//b', 'https://give.example/a//b'],
  ['/https://evil.example', 'https://give.example/https://evil.example'],
])('%s leads back', (text, address) => {
  expect(returnAddress(text, origins)).toBe(address)
})

const hosts = ['evil.example', 'give.example.evil.example', 'news.example@evil.example']
const before = [
  '//',
  '///',
  '/\\',
  '\\\\',
  '/\t/',
  '/\n/',
  '/\r/',
  '/\\/',
  '\t//',
  ' //',
  'http:\\\\',
]
const schemes = ['https://', 'http://', 'HTTPS://', 'https:/', 'https:', 'ftp://', 'https:\\\\']
const others = [
  ...['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', '\u0000/'],
  ...['data:text/html,<script>1</script>', 'vbscript:x', 'blob:https://give.example/1'],
  ...['https://news.example:8443/', 'http://news.example/', 'https://news.example.:443@x.example/'],
  ...['https://xn--nws-dma.example/', 'https://news.example%2eevil.example/', 'https://[::1]/'],
  ...['https://user:pw@give.example/', '//give.example:81/', 'evil.example', '', '?x', '#x', './a'],
  ...[
    'https://give.example%00.evil.example/',
    'https://news。example.evil.example',
    '/%'.padEnd(600, 'a'),
  ],
]
const elsewhere = [
  ...hosts.flatMap((host) => [...before, ...schemes].map((start) => `${start}${host}/`)),
  ...others,
]

test.each(elsewhere)('%j leads nowhere', (text) => {
  expect(returnAddress(text, origins)).toBe(null)
})
