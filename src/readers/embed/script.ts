import { formatsIn } from '../../platform/ui/texts/formats.ts'
import { longestLabel } from '../checkout/fields.ts'
import type { KnownShare } from '../known-share.ts'

/**
 * `/embed.js`: both elements upgrade the plain link inside them. Kept as text, since it runs on other
 * people's pages: no import, no request, no inline style (a constructed sheet passes a strict CSP).
 * The share of the last closed year is written in when the script is served.
 */
export function embedScript(share: KnownShare | null): string {
  const sentence =
    share === null
      ? ''
      : `Readers paid for ${formatsIn('en').percent(share.part)} of our work in ${share.year}.`
  return source.replace('"{share}"', JSON.stringify(sentence).replaceAll('<', '\\u003c'))
}

const source = `(() => {
  'use strict'
  const share = "{share}"
  const day = 864e5
  const kept = (key) => { try { return Number(localStorage.getItem(key)) } catch { return 0 } }
  const keep = (key) => { try { localStorage.setItem(key, String(Date.now())) } catch {} }
  const since = (key, days) => Date.now() - kept(key) < days * day

  const sheet = new CSSStyleSheet()
  sheet.replaceSync(\`
    :host { display: block; background: var(--support-wash, #e7f1ef); color: var(--support-ink, #1b1d1f);
      font: 1rem/1.4 system-ui, sans-serif }
    :host([hidden]) { display: none }
    @media (prefers-color-scheme: dark) {
      :host { background: var(--support-wash, #16302d); color: var(--support-ink, #eceae5) }
    }
    aside { display: flex; align-items: center; gap: .75rem; max-inline-size: 60rem; margin: 0 auto;
      padding: .5rem .25rem .5rem 1rem }
    p { margin: 0; flex: 1 }
    ::slotted(a) { color: inherit; font-weight: 600 }
    button { inline-size: 44px; block-size: 44px; flex: none; border: 0; background: none;
      color: inherit; font-size: 1.5rem; line-height: 1; cursor: pointer; border-radius: .5rem }
    button:focus-visible { outline: 3px solid currentColor }
  \`)

  /** Adds what the page knows to the link; what the link says itself stands. */
  const address = (element) => {
    const link = element.querySelector('a[href]')
    if (!link) return
    const url = new URL(link.href)
    const set = (name, value) => { if (value && !url.searchParams.has(name)) url.searchParams.set(name, value) }
    for (const name of ['frequency', 'amount', 'currency', 'campaign', 'article', 'tier']) {
      set(name, element.getAttribute(name))
    }
    const site = location.origin === url.origin ? '' : location.origin
    set('article', (site + location.pathname).slice(0, ${longestLabel}))
    link.href = url.href
  }

  class SupportButton extends HTMLElement {
    connectedCallback() { address(this) }
  }

  class SupportBanner extends HTMLElement {
    connectedCallback() {
      address(this)
      if (this.isKnown()) { this.hidden = true; return }
      if (!this.shadowRoot) this.build()
      this.onKey = (event) => { if (event.key === 'Escape') this.close() }
      document.addEventListener('keydown', this.onKey)
    }
    disconnectedCallback() { document.removeEventListener('keydown', this.onKey) }
    /** Members by the page's own word; givers for a year, those who closed it for a week. */
    isKnown() {
      return this.hasAttribute('member') || since('mainstay.given', 365) || since('mainstay.closed', 7)
    }
    build() {
      const root = this.attachShadow({ mode: 'open' })
      root.adoptedStyleSheets = [sheet]
      const row = root.appendChild(document.createElement('aside'))
      row.setAttribute('aria-label', this.getAttribute('label') || 'Support us')
      const text = row.appendChild(document.createElement('p'))
      if (share) text.append(share + ' ')
      text.append(document.createElement('slot'))
      const button = row.appendChild(document.createElement('button'))
      button.type = 'button'
      button.textContent = '\\u00d7'
      button.setAttribute('aria-label', this.getAttribute('close-label') || 'Close')
      button.addEventListener('click', () => this.close())
    }
    close() {
      if (this.hidden) return
      this.hidden = true
      keep('mainstay.closed')
      document.removeEventListener('keydown', this.onKey)
    }
  }

  if (document.querySelector('[data-support-given]')) keep('mainstay.given')
  if (!customElements.get('support-button')) customElements.define('support-button', SupportButton)
  if (!customElements.get('support-banner')) customElements.define('support-banner', SupportBanner)
})()
`
