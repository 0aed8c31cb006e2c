import { Hono } from 'hono'
import type { Log } from '../log.ts'
import { Problem } from './problem.ts'
import { problemResponse } from './problem-response.tsx'

/**
 * Stands in for the app where the settings were refused and no process can end with 1: every request
 * is a 503 that gives the reasons, each `VARIABLE: what is wrong`, none with a value in it.
 */
export function refusingApp(reasons: readonly string[], log: Log) {
  const detail = `This site is not set up yet. Nothing was charged. For its operator: ${reasons.join(' ')}`
  return new Hono()
    .onError((error, c) => problemResponse(error, c, log))
    .all('*', () => {
      throw new Problem(503, 'settings_refused', detail)
    })
}
