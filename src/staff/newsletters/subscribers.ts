import { pagesOf } from '../../finance/exports/pages.ts'
import { type Column, column, streamedTable, type Table } from '../../finance/exports/table.ts'
import { type Subscriber, subscribersAfter } from '../../members/newsletters/consents.ts'
import { consentAddress } from '../../members/newsletters/links.ts'
import type { Reader } from '../../platform/database/connection.ts'

type Row = Omit<Subscriber, 'asked_at' | 'confirmed_at'> &
  Readonly<{ asked_at: string; confirmed_at: string; unsubscribe_url: string }>

const columns: readonly Column<Row>[] = [
  column('address', 'text', 'The address that the newsletter goes to'),
  column('language', 'text', 'What they read'),
  column('unsubscribe_url', 'text', 'For List-Unsubscribe: one POST to it ends the subscription'),
  column('wording', 'text', 'What they agreed to, as they read it'),
  column('source', 'text', 'Where the form stood'),
  column('asked_at', 'instant', 'When they sent the form, in UTC'),
  column('confirmed_at', 'instant', 'When they confirmed, in UTC'),
  column('confirmed_by', 'text', 'mail: from the mailbox; account: behind their sign-in'),
]

type Deps = Readonly<{ reader: Reader; config: Readonly<{ baseUrl: string; appSecret: string }> }>

/** Who gets a list, for the program that sends it, each with the address that ends it. */
export function subscribersTable({ reader, config }: Deps, list: string): Table {
  return streamedTable(
    columns,
    pagesOf<Row>(async (last) => {
      const page = await subscribersAfter(reader, list, last)
      return Promise.all(
        page.map(async ({ asked_at, confirmed_at, ...row }) => ({
          ...row,
          asked_at: asked_at.toISOString(),
          confirmed_at: confirmed_at.toISOString(),
          unsubscribe_url: await consentAddress(config, 'leave', row),
        })),
      )
    }),
  )
}
