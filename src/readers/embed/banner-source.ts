/** The part of `/embed.js` that is the banner: when it is shown, and how it looks. */
export const bannerSource = `
  const within = (name, days) => Date.now() - Number(kept(name)) < days * 864e5

  const sheet = new CSSStyleSheet()
  sheet.replaceSync(\`
    :host { display: block; background: var(--support-wash, #e7f1ef);
      color: var(--support-ink, #1b1d1f); font: 1rem/1.4 system-ui, sans-serif }
    :host([hidden]) { display: none }
    @media print { :host { display: none } }
    @media (prefers-color-scheme: dark) {
      :host { background: var(--support-wash, #16302d); color: var(--support-ink, #eceae5) }
    }
    @media (prefers-reduced-motion: no-preference) { aside { animation: come .3s } }
    @keyframes come { from { opacity: 0 } }
    aside { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .75rem;
      max-inline-size: 60rem; margin: 0 auto; padding: .5rem .25rem .5rem 1rem }
    p { margin: 0; flex: 1 1 15rem }
    ::slotted(a) { color: inherit; font-weight: 600 }
    div { display: flex; align-items: center; flex: none }
    button { font: inherit; min-inline-size: 44px; block-size: 44px; border: 0; background: none;
      color: inherit; cursor: pointer; border-radius: .5rem }
    button:first-child { font-size: .875rem; text-decoration: underline }
    button:last-child { font-size: 1.5rem; line-height: 1 }
    button:focus-visible { outline: 3px solid currentColor; outline-offset: -3px }
    @media (width < 34rem) {
      aside { flex-wrap: nowrap; align-items: start }
      p { flex: 1; padding-block: .55rem }
      div { flex-direction: column-reverse }
      button:first-child { max-inline-size: 5rem; block-size: auto; min-block-size: 44px; padding: 0 }
    }
  \`)

  /** Counts this page, and says whether it is one of the cycle's that have the banner. */
  const isItsTurn = () => {
    let seen
    try { seen = JSON.parse(kept('banner')) } catch {}
    if (!seen || Date.now() - seen.since > rules.cycle * 864e5) {
      seen = { since: Date.now(), pages: 0, shown: 0 }
    }
    seen.pages++
    const turn = seen.pages > rules.skip && seen.shown < rules.most
    if (turn) seen.shown++
    keep('banner', JSON.stringify(seen))
    return turn
  }

  const isQuiet = () => {
    const now = new Date()
    const two = (number) => String(number).padStart(2, '0')
    const day = now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate())
    if (rules.off && rules.off[0] <= day && day < rules.off[1]) return true
    if (!rules.quiet) return false
    const [from, to] = rules.quiet
    const hour = now.getHours()
    return from <= to ? from <= hour && hour < to : hour >= from || hour < to
  }

  const isExcluded = (element) => {
    const metas = 'meta[property="article:section"], meta[property="article:tag"], meta[name=keywords]'
    const named = [...document.querySelectorAll(metas)].map((meta) => meta.content)
    return [element.getAttribute('section'), element.getAttribute('tags'), ...named].join()
      .toLowerCase().split(',').some((word) => rules.not.includes(word.trim()))
  }

  class SupportBanner extends HTMLElement {
    connectedCallback() {
      address(this)
      if (!this.shadowRoot && !this.mayShow()) { this.hidden = true; return }
      if (!this.shadowRoot) this.build()
      this.onKey = (event) => { if (event.key === 'Escape') this.close('closed') }
      document.addEventListener('keydown', this.onKey)
    }
    disconnectedCallback() { document.removeEventListener('keydown', this.onKey) }
    /** Members by the page's own word; givers for a year, those who closed it for a week. */
    mayShow() {
      return rules.on && !this.hasAttribute('member') && !within('given', 365) && !within('closed', 7) &&
        !isQuiet() && !isExcluded(this) && isItsTurn() && variant !== 'holdback'
    }
    build() {
      const language = (this.closest('[lang]') || page).lang.slice(0, 2).toLowerCase()
      const words = texts[language] || texts.en
      const root = this.attachShadow({ mode: 'open' })
      root.adoptedStyleSheets = [sheet]
      const row = root.appendChild(document.createElement('aside'))
      row.setAttribute('aria-label', this.getAttribute('label') || words.label)
      const text = row.appendChild(document.createElement('p'))
      text.append((words[variant || variants.at(-1)[0]] || words.why) + ' ', document.createElement('slot'))
      const acts = row.appendChild(document.createElement('div'))
      const button = (shown, does) => {
        const made = acts.appendChild(document.createElement('button'))
        made.type = 'button'
        made.textContent = shown
        made.addEventListener('click', () => this.close(does))
        return made
      }
      button(this.getAttribute('given-label') || words.gave, 'given')
      button('\\u00d7', 'closed').setAttribute('aria-label', this.getAttribute('close-label') || words.close)
    }
    close(why) {
      if (this.hidden) return
      this.hidden = true
      keep(why, Date.now())
      document.removeEventListener('keydown', this.onKey)
    }
  }
  if (!customElements.get('support-banner')) customElements.define('support-banner', SupportBanner)
`
