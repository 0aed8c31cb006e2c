#!/usr/bin/env node
// Runs the TypeScript source as it stands: `npx --no mainstay COMMAND`.
import { register } from 'tsx/esm/api'

register()
await import('../src/cli/main.ts')
