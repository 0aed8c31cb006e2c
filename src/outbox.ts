import type { AppDeps } from './deps.ts'
import { mailWork } from './platform/mail/queued.ts'
import { type Handlers, keepOutbox, workOutbox } from './platform/outbox/work.ts'
import { postMail } from './readers/mails/post.ts'
import { newCardHandlers } from './stripe/acts/new-card.ts'

/** Who does which work that is queued with `enqueue`. */
const handlers: Handlers<AppDeps> = {
  [mailWork]: postMail,
  ...newCardHandlers,
}

/** Does everything queued that is due. */
export async function workQueued(deps: AppDeps, signal?: AbortSignal): Promise<void> {
  await workOutbox(deps, handlers, signal)
}

/** Once a minute: what died in somebody's hands is given back. */
export async function keepQueued(deps: AppDeps): Promise<void> {
  await keepOutbox(deps)
}
