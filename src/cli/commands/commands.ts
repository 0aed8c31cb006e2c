import type { Command } from '../command.ts'

/** What help tells of a command, and where the rest of it is. */
export type Listed = Readonly<{
  /** The words after `mainstay`, with what is asked for in capitals. */
  usage: string
  summary: string
  /** Read only when it is run: whoever asks for help does not wait for the whole application. */
  load: () => Promise<Command>
}>

/** Every command by its words. */
export const commands: Readonly<Record<string, Listed>> = {
  setup: {
    usage: 'setup',
    summary:
      'Makes or mends products, prices, portal and webhook endpoint in the Stripe account; run again it changes nothing.',
    load: async () => (await import('./setup.ts')).setup,
  },
  migrate: {
    usage: 'migrate',
    summary: 'Brings the database to the newest migration.',
    load: async () => (await import('./migrate.ts')).migrate,
  },
  sync: {
    usage: 'sync',
    summary:
      'Reads what Stripe has that no webhook brought, and works the inbox until it is empty.',
    load: async () => (await import('./sync.ts')).sync,
  },
  backfill: {
    usage: 'backfill --since YYYY-MM-DD [--dry-run]',
    summary:
      'Reads the account’s whole history from a day on, as if the webhooks had come; stopped, it goes on where it was.',
    load: async () => (await import('./backfill.ts')).backfill,
  },
  replay: {
    usage: 'replay [OBJECT… | --all]',
    summary: 'Tries again what was shelved after twelve failures: these objects, or all of them.',
    load: async () => (await import('./replay.ts')).replay,
  },
  verify: {
    usage: 'verify',
    summary: 'Proves that the ledger equals Stripe’s own books, and keeps every answer.',
    load: async () => (await import('./verify.ts')).verify,
  },
  'keys create': {
    usage: 'keys create NAME --role viewer|finance|support|entitlement|admin',
    summary: 'Makes a key for a program and prints it, once.',
    load: async () => (await import('./keys.ts')).keysCreate,
  },
  'staff add': {
    usage: 'staff add EMAIL --role viewer|finance|support|admin',
    summary:
      'Invites somebody to the desk, or changes their role, and prints a one-time sign-in link.',
    load: async () => (await import('./staff.ts')).staffAdd,
  },
  'person export': {
    usage: 'person export EMAIL',
    summary: 'Prints everything that is held about a person, as JSON.',
    load: async () => (await import('./person.ts')).personExport,
  },
  'person erase': {
    usage: 'person erase EMAIL',
    summary: 'Erases a person here and at Stripe, for good; what they paid stays without a name.',
    load: async () => (await import('./person.ts')).personErase,
  },
  export: {
    usage:
      'export NAME [--from DAY] [--to DAY] [--format csv|xlsx|xero|quickbooks|datev] [--out FILE] [--FIELD …]',
    summary:
      'Writes a file: ledger, income, expectations, rates, payouts, months, audit, subscription-changes, journal, or a report by its name.',
    load: async () => (await import('./export.ts')).exportFile,
  },
  'rates import': {
    usage: 'rates import FILE',
    summary: 'Reads reference rates from the ECB’s CSV or the NBU’s JSON; known days are skipped.',
    load: async () => (await import('./rates.ts')).ratesImport,
  },
  'income import': {
    usage: 'income import FILE',
    summary:
      'Books income outside Stripe from a CSV; documents that are booked already are skipped.',
    load: async () => (await import('./income.ts')).incomeImport,
  },
  'rollups rebuild': {
    usage: 'rollups rebuild',
    summary:
      'Makes the kept sums of reports anew from the ledger; figures stay as they are meanwhile.',
    load: async () => (await import('./rollups.ts')).rollupsRebuild,
  },
}
