import { vi } from 'vitest'
import { everyOrderEndsTheSame } from './every-order.ts'
import { changes } from './stories/changes.ts'

vi.setConfig({ testTimeout: 300_000 })

everyOrderEndsTheSame(changes, { shuffles: 500 })
