/** The hidden fields of the form that posts to a path, as a browser would send them. */
export function hiddenFields(html: string, action: string): Record<string, string> {
  const form =
    new RegExp(`<form method="post" action="${action}".*?</form>`, 's').exec(html)?.[0] ?? ''
  const inputs = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]))
}

/** An answer read whole: a page's text, and where it leads. */
export async function readAnswer(asked: Promise<Response>) {
  const answer = await asked
  const { status, headers } = answer
  return { status, headers, location: headers.get('location'), text: await answer.text() }
}
