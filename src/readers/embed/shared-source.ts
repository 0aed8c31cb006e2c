import { longestLabel } from '../checkout/fields.ts'

/**
 * The part of `/embed.js` that both elements need, and the button, which is only a link that learns
 * where it stands. Text, since it runs on other people's pages: no import, no request, no inline style.
 */
export const sharedSource = `
  const page = document.documentElement
  const mayKeep = () => page.dataset.supportStorage !== 'off'
  const kept = (name) => {
    try { return (mayKeep() && localStorage.getItem('mainstay.' + name)) || '' } catch { return '' }
  }
  const keep = (name, value) => {
    try { if (mayKeep()) localStorage.setItem('mainstay.' + name, value) } catch {}
  }

  /** The same for this reader from now on; nothing where nothing can be kept. */
  const variant = (() => {
    const known = kept('variant')
    if (variants.length < 2) return ''
    if (variants.some(([name]) => name === known)) return known
    let at = Math.random() * 100
    const [name] = variants.find(([, percent]) => (at -= percent) < 0) || variants[0]
    keep('variant', name)
    return kept('variant')
  })()

  /** Adds what the page knows to the link; what the link says itself stands. */
  const address = (element) => {
    const link = element.querySelector('a[href]')
    if (!link) return
    const url = new URL(link.href)
    const set = (name, value) => {
      if (value && !url.searchParams.has(name)) url.searchParams.set(name, value)
    }
    for (const name of ['frequency', 'amount', 'currency', 'campaign', 'article', 'tier']) {
      set(name, element.getAttribute(name))
    }
    const site = location.origin === url.origin ? '' : location.origin
    set('article', (site + location.pathname).slice(0, ${longestLabel}))
    set('variant', variant)
    link.href = url.href
  }

  /** A page of thanks says so itself; ours lead back to another site, which they alone do. */
  const home = document.currentScript ? new URL(document.currentScript.src).origin : location.origin
  const isBack = home !== location.origin && document.referrer.startsWith(home + '/')
  const noteGift = () => {
    if (isBack || document.querySelector('[data-support-given]')) keep('given', Date.now())
  }

  noteGift()
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', noteGift)

  if (!customElements.get('support-button')) {
    customElements.define('support-button', class extends HTMLElement {
      connectedCallback() { address(this) }
    })
  }
`
