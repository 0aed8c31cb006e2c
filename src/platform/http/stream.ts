/** Bytes in memory of their own, which is what streams hand on. */
export type Bytes = Uint8Array<ArrayBuffer>

/** What a generator makes, made as it is read; whoever stops reading stops it. */
export function streamOf(made: AsyncGenerator<Bytes>): ReadableStream<Bytes> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await made.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await made.return(undefined)
    },
  })
}
