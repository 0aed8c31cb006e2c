import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { validator } from 'hono/validator'
import { expect, test } from 'vitest'
import { databaseOn, openPool } from '../../../src/platform/database/connection.ts'
import { Problem } from '../../../src/platform/http/problem.ts'
import { problemResponse } from '../../../src/platform/http/problem-response.tsx'
import { type Facts, silentLog } from '../../../src/platform/log.ts'

/** An app with one address, and what it logged. */
function appWith(act: () => unknown) {
  const logged: string[] = []
  const note = (event: string, _facts?: Facts) => void logged.push(event)
  const app = new Hono()
  app.onError((error, c) => problemResponse(error, c, { ...silentLog, warn: note, error: note }))
  const anything = validator('json', (body: unknown) => ({ body }))
  app.post('/it', bodyLimit({ maxSize: 10 }), anything, (c) => c.json(c.req.valid('json')))
  app.get('/it', async (c) => c.json(await act()))
  const get = (accept: string) => app.request('/it', { headers: { accept } })
  return { app, get, logged }
}

test('a refusal is problem+json for a program and a page for a person, with the same words', async () => {
  const errors = [{ field: 'amount', message: 'Enter <an> amount.' }]
  const { get, logged } = appWith(() => {
    throw new Problem(422, 'invalid', 'No.', { errors, headers: { 'retry-after': '7' } })
  })
  const json = await get('*/*')
  expect([json.status, json.headers.get('content-type'), json.headers.get('retry-after')]).toEqual([
    ...[422, 'application/problem+json', '7'],
  ])
  expect(await json.json()).toEqual({
    ...{ type: '/problems/invalid', title: 'Some fields need another value', status: 422 },
    ...{ detail: 'No.', instance: '/it', errors },
  })
  const page = await get('text/html')
  expect([page.status, page.headers.get('cache-control')]).toEqual([422, 'no-store'])
  expect(await page.text()).toMatch(/^<!doctype html>.*Enter &lt;an&gt; amount\./s)
  expect(logged).toEqual([])
})

test('what nobody expected is told without its insides, and logged once', async () => {
  const { get, logged } = appWith(() => {
    throw new TypeError('the password is swordfish')
  })
  const answer = await get('application/json')
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('swordfish')
  expect(logged).toEqual(['request failed'])
})

test('a database that is away is 503 within seconds, with the time to try again', async () => {
  const db = databaseOn(openPool('postgres://nobody@127.0.0.1:1/none'))
  const { get, logged } = appWith(() => db.selectFrom('member').select('id').execute())
  const started = performance.now()
  const answer = await get('application/json')
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
  expect(performance.now() - started).toBeLessThan(3000)
  expect(logged).toEqual(['database is out of reach'])
  await db.destroy()
})

test('a body that cannot be read is 400, one that is too large 413, both problem+json', async () => {
  const { app } = appWith(() => null)
  const post = (body: string) =>
    app.request('/it', { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  const answers = [await post('{"a'), await post('{"a":"aaaaaaaaaaaa"}')]
  expect(answers.map((answer) => [answer.status, answer.headers.get('content-type')])).toEqual([
    [400, 'application/problem+json'],
    [413, 'application/problem+json'],
  ])
})
