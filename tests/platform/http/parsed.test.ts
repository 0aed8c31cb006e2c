import { Hono } from 'hono'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { parsed } from '../../../src/platform/http/parsed.ts'
import { problemResponse } from '../../../src/platform/http/problem-response.tsx'
import { silentLog } from '../../../src/platform/log.ts'
import { speaking } from '../../../src/platform/ui/texts/speaking.ts'

const form = z.object({ email: z.email(), name: z.string().max(3), age: z.int('Own words.') })

const app = new Hono()
app.onError((error, c) => problemResponse(error, c, silentLog))
app.use(
  speaking({ production: true, baseUrl: 'http://x', language: 'en', formOfAddress: 'formal' }),
)
app.post('*', parsed('json', form), (c) => c.text('fits'))

async function refusal(path: string, language: string): Promise<unknown> {
  const answer = await app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language },
    body: JSON.stringify({ email: 'ann', name: 'Olena', age: 'old' }),
  })
  return answer.json()
}

test('a field that does not fit is told in the language of who sent it', async () => {
  expect(await refusal('/sign-in', 'uk')).toMatchObject({
    title: 'Деякі поля треба виправити',
    errors: [
      { field: 'email', message: 'Це не схоже на електронну адресу.' },
      { field: 'name', message: 'Задовго: щонайбільше 3 символи.' },
      { field: 'age', message: 'Own words.' },
    ],
  })
})

test('a program is told in English, whatever it reads besides', async () => {
  expect(await refusal('/api/people', 'uk')).toMatchObject({
    title: 'Some fields need another value',
    detail:
      'email: This is no e-mail address. name: This is too long: at most 3 characters. age: Own words.',
  })
})
