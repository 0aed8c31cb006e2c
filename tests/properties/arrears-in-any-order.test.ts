import { vi } from 'vitest'
import { everyOrderEndsTheSame } from './every-order.ts'
import { arrears } from './stories/arrears.ts'

vi.setConfig({ testTimeout: 300_000 })

everyOrderEndsTheSame(arrears, { shuffles: 500 })
