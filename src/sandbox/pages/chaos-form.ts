import * as z from 'zod'
import { chaosSetting } from '../deliveries/chaos.ts'

/** Texts as the JSON that `POST /_sandbox/chaos` takes; whether they fit is for it to say. */
export const chaosForm = z.record(z.string(), z.string()).transform((fields) =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, text]) => text.trim() !== '')
      .map(([name, text]) => [name, chaosValue(name, text.trim())]),
  ),
)

export const anySetting = z.record(z.string(), z.unknown())

/** What of a setting is not calm. */
export function disturbing(setting: Record<string, unknown>): Record<string, unknown> {
  const calm = new Map<string, unknown>(Object.entries(chaosSetting.parse({})))
  const differs = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(calm.get(name))
  return Object.fromEntries(Object.entries(setting).filter(differs))
}

function chaosValue(name: string, text: string): unknown {
  if (name === 'delay') return text.split(/\s*[-–]\s*/).map(Number)
  if (!Number.isNaN(Number(text))) return Number(text)
  return name === 'drop' ? text.split(/\s*,\s*/) : text
}
