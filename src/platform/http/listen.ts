import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createAdaptorServer, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { hostUrl } from './host-url.ts'

type Fetch = (request: Request, env: HttpBindings | Http2Bindings) => Response | Promise<Response>

/** A server that listens, its address, and how to end it: no new requests, the running ones finish. */
export type Listening = Readonly<{ url: string; close: () => Promise<void> }>

/**
 * How long a request may take to arrive, its headers and all of it; Node's own 60 s and 300 s let a few
 * machines hold every socket with a byte a second. What takes long to answer is not cut.
 */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 2000,
}

const heardWithin_ms = 500

/** Throws an error that names `variable` when the port is taken, or HOST when it is no address here. */
export async function listen(
  fetch: Fetch,
  { host, port, variable }: { host: string; port: number; variable: string },
): Promise<Listening> {
  const server = createAdaptorServer({
    fetch,
    serverOptions: patience,
    autoCleanupIncoming: false,
  })
  server.on('request', hangUpOnTheRest)
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

/**
 * An answer before the whole request has come ends the connection. What is still sent is not read
 * (Node would read on: 86 MB of memory for a body of 1 GB), and the connection is cut when whoever
 * sends has had the time to hear the answer.
 */
function hangUpOnTheRest(incoming: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.once('finish', () => {
    if (incoming.complete || incoming.destroyed) return
    const { socket } = incoming
    // where the sender asks for `Connection: close` Node cuts at once, and the answer is lost with it
    socket.off('finish', socket.destroy)
    socket.pause()
    socket.end()
    setTimeout(() => socket.destroy(), heardWithin_ms).unref()
  })
}

function whyNot(cause: unknown, where: { host: string; port: number; variable: string }): string {
  const { host, port, variable } = where
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'EADDRINUSE'
    ? `${variable}: ${host}:${port} is taken. Stop what uses it, or set another one.`
    : `${variable} or HOST: nothing can listen at ${host}:${port} (${code}).`
}
