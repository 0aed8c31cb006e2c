export const reset = `@layer reset {
  *, *::before, *::after { box-sizing: border-box }
  body, h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset, blockquote { margin: 0 }
  fieldset { border: 0; padding: 0; min-inline-size: 0 }
  legend { padding: 0 }
  img, svg { max-inline-size: 100%; display: block }
  button, input, select, textarea { font: inherit; color: inherit; letter-spacing: inherit }
  table { border-collapse: collapse }
  [hidden] { display: none }
}`
