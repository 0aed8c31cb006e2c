import { createFactory } from 'hono/factory'
import type { RoomEnv } from '../../platform/http/routes.ts'
import { speechOf } from '../../platform/ui/texts/speaking.ts'
import { type Texts, textsIn } from './texts.ts'

export type ReaderEnv<Deps> = { Variables: RoomEnv<Deps>['Variables'] & { texts: Texts } }

/** `routesWith` for the readers' wing: `c.var.texts` speaks as the request is answered. */
export function readersWith<Deps>() {
  return createFactory<ReaderEnv<Deps>>()
    .createApp()
    .use(async (c, next) => {
      c.set('texts', textsIn(speechOf(c)))
      await next()
    })
}
