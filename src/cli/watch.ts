import { setTimeout } from 'node:timers/promises'
import type { Watch } from '../stripe/proofs.ts'
import type { Screen } from './progress.ts'

/** Tells a person how far a command has come: one line that moves, or plain lines into a log. */
export function watchOn(screen: Screen): Watch {
  let told = ''
  return {
    wait: (ms) => setTimeout(ms),
    tell: ({ what, done, of }) => {
      const line = `${what}: ${done} of ${of}`
      if (line === told) return
      told = line
      screen.write(screen.isTTY ? `\r\u001B[2K${line}${done === of ? '\n' : ''}` : `${line}\n`)
    },
  }
}
