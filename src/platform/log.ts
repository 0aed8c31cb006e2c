/** A fact worth keeping: plain values only, never an address, a name or a secret. */
export type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>

export type Log = Readonly<{
  info: (event: string, facts?: Facts) => void
  warn: (event: string, facts?: Facts) => void
  error: (event: string, facts?: Facts) => void
}>

/** Swallows everything: for tests and for commands whose output is their own. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }
