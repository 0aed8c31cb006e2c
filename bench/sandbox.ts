import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Node takes what it may before it tidies up; what the sandbox needs is told by how little will do. */
const heap_mb = 192

/**
 * A year of 500 members in the sandbox, on PostgreSQL, with an endpoint that takes every event at
 * once: seconds, events a second, and how much memory the process held at most.
 */
export async function benchSandbox(serverUrl: string): Promise<void> {
  const args = [`--max-old-space-size=${heap_mb}`, '--import', 'tsx', 'bench/sandbox-year.ts']
  const child = spawn(process.execPath, [...args, serverUrl], { stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`the sandbox's year ended with ${code}`)
}
