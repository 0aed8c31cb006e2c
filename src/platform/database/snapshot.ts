import type { Reader } from './connection.ts'

/** Each beside the reader that it is a view of. */
const snapshots = new WeakMap<Reader, Reader>()

/**
 * Several questions answered from one view of the database, so that what is kept and what came since
 * never overlap. Inside a transaction it is that one's view.
 */
export function inSnapshot<T>(reader: Reader, work: (snapshot: Reader) => Promise<T>): Promise<T> {
  if (reader.isTransaction) return work(reader)
  const transaction = reader.transaction().setIsolationLevel('repeatable read')
  return transaction.setAccessMode('read only').execute((snapshot) => {
    snapshots.set(snapshot, reader)
    return work(snapshot)
  })
}

/**
 * Whose view a snapshot is: what is learned in one may be kept beside it for the next. Null for any other
 * transaction, which sees what it writes itself.
 */
export function sourceOf(snapshot: Reader): Reader | null {
  return snapshots.get(snapshot) ?? null
}

/**
 * A question that is put once in a snapshot, however often it is asked there, told apart by `key`: its
 * answer cannot change. Anywhere else, also in a transaction that writes, it is put each time.
 */
export function onceInSnapshot<Answer, Asked = void>(
  ask: (reader: Reader, asked: Asked) => Promise<Answer>,
  key: (asked: Asked) => string,
): (reader: Reader, asked: Asked) => Promise<Answer> {
  const answers = new WeakMap<Reader, Map<string, Promise<Answer>>>()
  return (reader, asked) => {
    if (!snapshots.has(reader)) return ask(reader, asked)
    const known = answers.get(reader) ?? new Map<string, Promise<Answer>>()
    answers.set(reader, known)
    const name = key(asked)
    const answer = known.get(name) ?? ask(reader, asked)
    known.set(name, answer)
    return answer
  }
}
