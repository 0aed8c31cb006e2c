import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { type House, speaking } from '../../../../src/platform/ui/texts/speaking.ts'
import type { Speech } from '../../../../src/platform/ui/texts/speech.ts'

const baseUrl = 'http://127.0.0.1:8787'
const house: House = { production: false, baseUrl, language: 'uk', formOfAddress: null }

type Asking = Readonly<{ path?: string; accept?: string; cookie?: string; page?: boolean }>

async function answerTo(asking: Asking, at: House = house) {
  const app = new Hono<{ Variables: { speech: Speech } }>()
  app.use(speaking(at))
  app.all('*', (c) => {
    c.header('cache-control', 'public, max-age=60')
    return c.text(c.var.speech.tag)
  })
  const headers = {
    accept: asking.page === false ? '*/*' : 'text/html',
    ...(asking.accept === undefined ? {} : { 'accept-language': asking.accept }),
    ...(asking.cookie === undefined ? {} : { cookie: asking.cookie }),
  }
  const answer = await app.request(asking.path ?? '/support', { headers })
  return {
    tag: await answer.text(),
    kept: answer.headers.get('set-cookie'),
    cache: answer.headers.get('cache-control'),
  }
}

test.each<[what: string, asking: Asking, tag: string]>([
  ['nothing: the newsroom’s own', {}, 'uk'],
  ['the first language of the browser', { accept: 'de-AT,de;q=0.9,en;q=0.8' }, 'de'],
  ['the first of them that we speak', { accept: 'fr,pl;q=0.9,en;q=0.4,de;q=0.7' }, 'de'],
  ['one refused by q=0', { accept: 'de;q=0,fr' }, 'uk'],
  ['none that we speak', { accept: 'fr-FR, *;q=0.5' }, 'uk'],
  ['what was chosen before, over the browser', { accept: 'de', cookie: 'lang=en' }, 'en'],
  ['what is chosen now, over all', { path: '/?lang=de', cookie: 'lang=en' }, 'de'],
  ['a choice that we do not speak', { path: '/?lang=xx', accept: 'de' }, 'de'],
  ['a cookie of somebody else’s', { cookie: 'lang=%3Cscript%3E', accept: 'de' }, 'de'],
  ['the desk', { path: '/desk/members', cookie: 'lang=de' }, 'en'],
  ['a program', { path: '/api/members', accept: 'de' }, 'en'],
])('says %s', async (_, asking, tag) => {
  expect((await answerTo(asking)).tag).toBe(tag)
})

test('only a choice on a page is kept, and no cache keeps that answer', async () => {
  const chosen = await answerTo({ path: '/?lang=de' })
  expect(chosen.kept).toBe('lang=de; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax')
  expect(chosen.cache).toBe('private, no-store')
  for (const asking of [
    { accept: 'de' },
    { path: '/?lang=xx' },
    { path: '/embed.js?lang=de', page: false },
    { path: '/desk?lang=de' },
  ]) {
    expect(await answerTo(asking)).toMatchObject({ kept: null, cache: 'public, max-age=60' })
  }
})

test('where we are reached by https the choice travels by https alone', async () => {
  const secure = { ...house, baseUrl: 'https://post.example' } // a proxy before us asks by http
  expect((await answerTo({ path: '/?lang=de' }, secure)).kept).toContain('Secure')
})

test('the mirrored words are no language of production', async () => {
  const asking = { path: '/?lang=ar-XB' }
  expect((await answerTo(asking)).tag).toBe('ar-XB-u-nu-latn')
  expect(await answerTo(asking, { ...house, production: true })).toMatchObject({
    ...{ tag: 'uk', kept: null },
  })
})
