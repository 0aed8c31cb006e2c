import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export type Received = Readonly<{ recipients: string[]; mail: ParsedMail; bytes: number }>
/** What a server answers in place of taking a mail. */
type Refusal = Readonly<{ at: 'recipient' | 'content' | 'sender'; code: number }>

/** A real SMTP server that keeps what it is given, and refuses what it is told to. */
export type PostOffice = Readonly<{
  url: string
  received: Received[]
  /** From now on, until told otherwise with null. */
  refuse: (refusal: Refusal | null) => void
  close: () => Promise<void>
}>

export async function openPostOffice(): Promise<PostOffice> {
  const received: Received[] = []
  let refusal: Refusal | null = null
  const refused = (at: Refusal['at']) =>
    refusal?.at === at ? Object.assign(new Error('refused'), { responseCode: refusal.code }) : null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_, __, done) => done(refused('sender')),
    onRcptTo: (_, __, done) => done(refused('recipient')),
    onData(stream, session, done) {
      const recipients = session.envelope.rcptTo.map(({ address }) => address)
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
      stream.on('end', () => {
        const whole = Buffer.concat(chunks)
        simpleParser(whole).then((mail) => {
          const no = refused('content')
          if (no === null) received.push({ recipients, mail, bytes: whole.length })
          done(no)
        }, done)
      })
    },
  })
  server.on('error', () => {}) // without a listener a broken connection ends the process
  const listening = once(server.server, 'listening')
  server.listen(0, '127.0.0.1')
  await listening
  return {
    url: `smtp://127.0.0.1:${portOf(server.server.address())}`,
    received,
    refuse: (next) => {
      refusal = next
    },
    close: () => new Promise<void>((closed) => server.close(closed)),
  }
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
