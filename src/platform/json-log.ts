import { configureSync, getConsoleSink, getJsonLinesFormatter, getLogger } from '@logtape/logtape'
import {
  DEFAULT_REDACT_FIELDS,
  EMAIL_ADDRESS_PATTERN,
  redactByField,
  redactByPattern,
} from '@logtape/redaction'
import type { Log } from './log.ts'

/**
 * One JSON line a fact on the given console. Fields that are named like secrets, and anything shaped
 * like an address, are taken out as a second line of defence.
 */
export function jsonLog(console: Console): Log {
  const lines = getJsonLinesFormatter({ properties: 'flatten' })
  const formatter = redactByPattern(lines, [EMAIL_ADDRESS_PATTERN])
  const sink = redactByField(getConsoleSink({ formatter, console }), [...DEFAULT_REDACT_FIELDS])
  configureSync({
    reset: true,
    sinks: { lines: sink },
    loggers: [
      { category: 'mainstay', sinks: ['lines'], lowestLevel: 'info' },
      { category: ['logtape', 'meta'], sinks: ['lines'], lowestLevel: 'error' },
    ],
  })
  const logger = getLogger('mainstay')
  return {
    info: (event, facts = {}) => logger.info(event, facts),
    warn: (event, facts = {}) => logger.warn(event, facts),
    error: (event, facts = {}) => logger.error(event, facts),
  }
}
