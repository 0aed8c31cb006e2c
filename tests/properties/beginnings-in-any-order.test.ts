import { vi } from 'vitest'
import { everyOrderEndsTheSame } from './every-order.ts'
import { beginnings } from './stories/beginnings.ts'

vi.setConfig({ testTimeout: 300_000 })

everyOrderEndsTheSame(beginnings, { shuffles: 500 })
