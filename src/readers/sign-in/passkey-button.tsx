import type { Child } from 'hono/jsx'

type Props = Readonly<{
  /** Where the script asks and answers. */
  path: string
  isNew?: boolean
  next?: string | undefined
  failed: string
  children: Child
}>

export const passkeyScripts = ['/sign-in/passkey.js'] as const

/** Hidden until the script knows that this browser can. */
export const PasskeyButton = ({ path, isNew = false, next, failed, children }: Props) => (
  <div class="stack" data-passkey={path} data-new={isNew ? '' : undefined} data-next={next} hidden>
    <button type="button" class="button quiet">
      {children}
    </button>
    <p class="danger" role="alert" hidden>
      {failed}
    </p>
  </div>
)
