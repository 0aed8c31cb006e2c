import { createFactory } from 'hono/factory'
import type { Principal } from '../auth/principal.ts'

/**
 * What a room's handlers find in `c.var`: the deps that the top app put there, narrowed to theirs,
 * and behind a guard (`platform/auth/guard.ts`) who asks.
 */
export type RoomEnv<Deps> = { Variables: { deps: Deps; principal: Principal } }

/** A room's sub-app, typed once by the deps it reads. */
export function routesWith<Deps>() {
  return createFactory<RoomEnv<Deps>>().createApp()
}
