import { once } from 'node:events'
import { createAdaptorServer, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { hostUrl } from './host-url.ts'

type Fetch = (request: Request, env: HttpBindings | Http2Bindings) => Response | Promise<Response>

/** A server that listens, its address, and how to end it: no new requests, the running ones finish. */
export type Listening = Readonly<{ url: string; close: () => Promise<void> }>

/** Throws an error that names `variable` when the port is taken, or HOST when it is no address here. */
export async function listen(
  fetch: Fetch,
  { host, port, variable }: { host: string; port: number; variable: string },
): Promise<Listening> {
  const server = createAdaptorServer({ fetch })
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new Error(whyNot(cause, { host, port, variable }), { cause })
  }
  return {
    url: hostUrl(host, port),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      const slow = setTimeout(
        () => 'closeAllConnections' in server && server.closeAllConnections(),
        3000,
      )
      await closed
      clearTimeout(slow)
    },
  }
}

function whyNot(cause: unknown, where: { host: string; port: number; variable: string }): string {
  const { host, port, variable } = where
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'EADDRINUSE'
    ? `${variable}: ${host}:${port} is taken. Stop what uses it, or set another one.`
    : `${variable} or HOST: nothing can listen at ${host}:${port} (${code}).`
}
