import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Hono } from 'hono'
import * as z from 'zod'
import type { AppDeps } from '../../deps.ts'
import { bookTables } from '../../finance/exports/tables/all.ts'
import { financeApi } from '../../finance/routes.ts'
import { problemResponse } from '../../platform/http/problem-response.tsx'
import type { RoomEnv } from '../../platform/http/routes.ts'
import { type Command, type Given, type Outcome, word } from '../command.ts'
import { refusal } from './income.ts'

const text = { type: 'string' } as const
/** What the addresses of files are asked for, each under its own name. */
const asked = {
  ...{ from: text, to: text, detail: text, interval: text, basis: text, currency: text },
  ...{ group: text, source: text, compare: text, rows: text, bom: text },
  ...{ tax_rate: text, consultant: text, client: text },
} as const

/** A table of the books, the journal or a report as a file; the same as its address hands out. */
export const exportFile: Command = {
  options: { ...asked, format: text, out: text },
  words: 1,
  needsStripe: false,
  prepare: (given) => {
    const address = addressOf(word(given, 0, 'NAME'), given)
    const { out } = given.options
    return async (deps) =>
      written(await answerOf(deps, address), typeof out === 'string' ? out : null)
  },
}

function addressOf(name: string, { options }: Given): string {
  const format = typeof options.format === 'string' ? options.format : 'csv'
  const ending = format === 'xlsx' ? 'xlsx' : 'csv'
  const query = new URLSearchParams()
  for (const field of Object.keys(asked)) {
    const value = options[field]
    if (typeof value === 'string') query.set(field, value)
  }
  if (format !== 'csv' && format !== 'xlsx') query.set('format', format)
  return `${folderOf(name)}${encodeURIComponent(name)}.${ending}?${query}`
}

function folderOf(name: string): string {
  if (name in bookTables) return '/exports/'
  return name === 'journal' ? '/' : '/reports/'
}

/** Asked within this process, as whoever may do everything. */
function answerOf(deps: AppDeps, address: string): Promise<Response> {
  const app = new Hono<RoomEnv<AppDeps>>()
  const principal = { id: 'command line', name: 'command line', role: 'admin', via: 'key' } as const
  app.onError((error, c) => problemResponse(error, c, deps.log))
  app.use(async (c, next) => {
    c.set('deps', deps)
    c.set('principal', principal)
    await next()
  })
  return Promise.resolve(app.route('/', financeApi).request(address))
}

const problem = z.object({
  detail: z.string().default('There is no such table or report.'),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).default([]),
})

/** Writes what was answered; a file that could not be written whole is not left behind. */
async function written(response: Response, out: string | null): Promise<Outcome> {
  if (response.status === 404)
    return refusal([{ field: 'NAME', message: 'There is no such file.' }])
  if (!response.ok || response.body === null) {
    const { detail, errors } = problem.parse(await response.json())
    return refusal(errors.length > 0 ? errors : [{ field: 'export', message: detail }])
  }
  const file = out ?? nameIn(response)
  try {
    await pipeline(response.body, createWriteStream(file))
  } catch (cause) {
    await rm(file, { force: true })
    throw new Error(`${file} could not be written. Nothing of it was kept.`, { cause })
  }
  return { json: { file }, text: `${file} is written.`, ok: true }
}

function nameIn(response: Response): string {
  const sent = response.headers.get('content-disposition') ?? ''
  return /filename="([^"/]+)"/.exec(sent)?.[1] ?? 'export'
}
