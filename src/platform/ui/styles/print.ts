export const print = `@layer print {
  @media print {
    :root { color-scheme: light; --paper: #fff; --surface: #fff; --ink: #000; --ink-soft: #333 }
    nav, .skip, .banner, .button, .look, form.filters, footer.site { display: none }
    body { font-size: 10pt }
    a { color: inherit; text-decoration: none }
    thead { display: table-header-group }
    tr, figure { break-inside: avoid }
  }
}`
