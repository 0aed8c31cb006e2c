#!/usr/bin/env node
// Runs the TypeScript source as it stands: `npx --no mainstay COMMAND`.
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

// named, as tsx would look for it in the working directory
register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) })
await import('../src/cli/main.ts')
