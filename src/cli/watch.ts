import { setTimeout } from 'node:timers/promises'
import type { Watch } from '../stripe/proofs.ts'
import type { Line } from './progress.ts'

/** A person who waits for proofs and sees how many are made. */
export function watchBy(show: Line): Watch {
  return {
    wait: (ms) => setTimeout(ms),
    tell: ({ what, done, of }) => show(`${what}: ${done} of ${of}`, { last: done === of }),
  }
}
