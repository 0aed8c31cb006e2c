import { readFileSync } from 'node:fs'
import * as z from 'zod'

const part = z.object({
  resolved: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
})
const lock = z.object({ packages: z.record(z.string(), part) })
const dependencies = z.record(z.string(), z.string())
const manifest = z.object({ dependencies, devDependencies: dependencies })

/**
 * The lock names every platform's package that it offers (npm leaves out what it cannot resolve, and
 * `npm ci` then refuses there), no registry's address, and package.json pins exact versions.
 */
export function checkLock(): string[] {
  const { packages } = lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(
        (name) => !packages[`${place}/node_modules/${name}`] && !packages[`node_modules/${name}`],
      )
      .map((name) => `package-lock.json: ${place} offers ${name}, which has no entry`),
  )
  const addresses = Object.entries(packages)
    .filter(([, { resolved }]) => resolved?.startsWith('http'))
    .map(([place]) => `package-lock.json: ${place} names a registry's address`)
  return [...missing, ...addresses, ...loose()]
}

function loose(): string[] {
  const { dependencies, devDependencies } = manifest.parse(
    JSON.parse(readFileSync('package.json', 'utf8')),
  )
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+[\w.-]*$/.test(version))
    .map(([name, version]) => `package.json: ${name} ${version} is no exact version`)
}
