/** What a generator makes, made as it is read; whoever stops reading stops it. */
export function streamOf(made: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
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
