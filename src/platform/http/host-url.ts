/** Where a server that listens at `host` and `port` is found; an IPv6 address stands in brackets. */
export function hostUrl(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

const everywhere = ['0.0.0.0', '::']

/** The same from this machine, whatever name it has outside. */
export function localUrl(host: string, port: number): string {
  return hostUrl(everywhere.includes(host) ? '127.0.0.1' : host, port)
}

/** Whether an address leads to this machine alone; none leads nowhere. */
export function isLoopback(url: string | undefined): boolean {
  if (!url) return false
  return /^(.*\.)?localhost\.?$|^\[::1?\]$|^127\.|^0\.0\.0\.0$/.test(new URL(url).hostname)
}
