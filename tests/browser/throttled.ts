import type { Page } from 'playwright-core'

/** Chrome's "slow 4G": 1.6 Mbit/s down, 750 kbit/s up, 150 ms for a round trip. */
const slow4G = {
  ...{ offline: false, latency: 150 },
  ...{ downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 },
}
const cpuRate = 4

/** What opening a page on a slow phone costs: bytes as they came over the line, and how it appears. */
export async function openThrottled(page: Page, path: string) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  await devtools.send('Network.emulateNetworkConditions', slow4G)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuRate })
  const kinds = new Map<string, string>()
  const bytes = { all: 0, script: 0 }
  devtools.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength
    if (kinds.get(requestId) === 'Script') bytes.script += encodedDataLength
  })
  await page.goto(path, { waitUntil: 'load' })
  const seen = await page.evaluate(paints)
  await devtools.detach()
  return { ...seen, bytes: bytes.all, script_bytes: bytes.script }
}

/** The largest paint in ms since the address was asked for, and how far things were moved about. */
async function paints(): Promise<{ lcp_ms: number; moved: number }> {
  const observed = { lcp_ms: 0, moved: 0 }
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) observed.lcp_ms = startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ('value' in entry) observed.moved += Number(entry.value)
  }).observe({ type: 'layout-shift', buffered: true })
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))
  return observed
}
