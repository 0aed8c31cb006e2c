import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'

const most_bytes = 1100 * 1024

/** The Worker as a deploy would upload it: its code, and the files that it was made of. */
function built(): { code: Buffer; sources: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'mainstay-bundle-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  execFileSync('node_modules/.bin/wrangler', ['deploy', '--dry-run', '--outdir', folder], {
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
  })
  const map = readFileSync(join(folder, 'worker.js.map'), 'utf8')
  const { sources } = z.object({ sources: z.array(z.string()) }).parse(JSON.parse(map))
  return { code: readFileSync(join(folder, 'worker.js')), sources }
}

test('the Worker weighs under 1,100 KB, with nothing in it of the sandbox and the local start', () => {
  const { code, sources } = built()
  expect(sources.filter((source) => source.endsWith('/src/app.ts'))).toHaveLength(1)
  const local = /\/src\/(sandbox|cli)\/|embedded|\/src\/server\.ts$/
  expect(sources.filter((source) => local.test(source))).toEqual([])
  expect(gzipSync(code).byteLength).toBeLessThan(most_bytes)
})
