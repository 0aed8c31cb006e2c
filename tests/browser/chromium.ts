import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sparticuz, { inflate } from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

// The package's own arguments switch off web security and site isolation: a test of a CSP, of CORS or
// of a cookie would prove nothing under them.
const args = ['--no-sandbox', '--headless=shell']

/**
 * A real Chromium: CHROMIUM_PATH, one of this machine, else the one in @sparticuz/chromium (which
 * also brings the libraries that a bare machine lacks). Throws an error that says what is missing.
 */
export async function launchChromium(): Promise<Browser> {
  const found = [process.env.CHROMIUM_PATH, ...installed].find((path) => path && existsSync(path))
  if (found !== undefined) return chromium.launch({ executablePath: found, args })
  const folder = await unpacked()
  const executablePath = join(folder, 'chromium')
  const fonts = existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }
  try {
    return await chromium.launch({ executablePath, args, env: { ...process.env, ...fonts } })
  } catch {
    const env = { ...process.env, ...fonts, ...libraries }
    return chromium.launch({ executablePath, args, env }).catch((cause: unknown) => {
      throw new Error(
        `No browser could be started: neither the one of @sparticuz/chromium (in ${folder}) nor one of this machine. Install Chromium, or set CHROMIUM_PATH to one.`,
        { cause },
      )
    })
  }
}

/** Unpacked once a machine, into a folder that gets its name when it is whole. */
async function unpacked(): Promise<string> {
  const folder = join(tmpdir(), 'mainstay-chromium-153.0.0')
  if (existsSync(folder)) return folder
  const unfinished = mkdtempSync(`${folder}-`)
  const before = process.env.TMPDIR
  process.env.TMPDIR = unfinished // the package unpacks beside all else that is temporary
  try {
    await sparticuz.executablePath()
    const shipped = new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'))
    await inflate(fileURLToPath(shipped))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  return named(unfinished, folder)
}

/** Of two that unpack at once the first gives the folder its name. */
function named(unfinished: string, folder: string): string {
  try {
    renameSync(unfinished, folder)
  } catch {
    rmSync(unfinished, { recursive: true, force: true })
  }
  return folder
}
