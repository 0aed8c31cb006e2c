/** The lines that a page shows, without its head; a row of a table as `label: value`. */
export function convert(html: string): string[] {
  const [, body = ''] = /<body>(.*)<\/body>/s.exec(html) ?? []
  return body
    .replaceAll(/<\/th><td>/g, ': ')
    .replaceAll(/<\/?(?:p|h1|tr|table|div|main)[^>]*>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
