// npm run bench [door|checkout|sync|share …]: what is fast, proven side by side in one run, on a
// database of its own with PostgreSQL's ordinary durability. Prints figures and ratios.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/platform/database/embedded/server.ts'
import { benchCheckout } from './checkout.ts'
import { benchDoor } from './door.ts'
import { benchShare } from './share.ts'
import { benchSync } from './sync.ts'

const benches: Record<string, (serverUrl: string) => Promise<void>> = {
  door: benchDoor,
  checkout: benchCheckout,
  sync: benchSync,
  share: benchShare,
}

const wanted = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'mainstay-bench-'))
const server = await startEmbedded(folder)
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    process.stdout.write(`\n${name}\n`)
    await bench(server.url)
  }
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)
