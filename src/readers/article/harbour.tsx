/** The picture over the story, drawn, so that the page loads nothing: a swing bridge at first light. */
export const Harbour = () => (
  <figure class="picture">
    <svg
      viewBox="0 0 720 360"
      role="img"
      aria-label="The old swing bridge over the harbour at dawn"
    >
      <defs>
        <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#24405a" />
          <stop offset=".55" stop-color="#c98a6b" />
          <stop offset="1" stop-color="#f2c99a" />
        </linearGradient>
        <linearGradient id="sea" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#b98468" />
          <stop offset="1" stop-color="#14303f" />
        </linearGradient>
      </defs>
      <rect width="720" height="250" fill="url(#sky)" />
      <circle cx="512" cy="206" r="34" fill="#fbe3b8" />
      <path
        d="M0 214 L70 196 150 208 236 182 330 206 430 194 560 212 720 190 V250 H0 Z"
        fill="#3b4a57"
      />
      <rect y="236" width="720" height="124" fill="url(#sea)" />
      <Bridge />
      <g stroke="#fbe3b8" stroke-width="2" opacity=".55">
        <path d="M470 262 h86 M486 278 h58 M498 296 h34 M505 314 h20" />
      </g>
      <path d="M88 300 h92 l-16 22 h-60 Z M128 300 v-46 l34 42 Z" fill="#101d26" />
    </svg>
    <figcaption>The swing bridge on the morning it was closed. Drawing: the paper’s own</figcaption>
  </figure>
)

const Bridge = () => (
  <g fill="none" stroke="#101d26">
    <path d="M0 232 H720" stroke-width="9" />
    <path d="M250 232 V128 M258 232 V128 M246 128 H262" stroke-width="5" />
    <path d="M254 128 Q150 168 40 228 M254 128 Q360 168 470 228" stroke-width="3.5" />
    <path d={hangers()} stroke-width="1.6" />
    <path d="M250 236 V300 M258 236 V300 M236 300 H272" stroke-width="7" />
  </g>
)

/** Verticals from the cable (roughly its parabola) down to the deck. */
function hangers(): string {
  const steps = Array.from({ length: 9 }, (_, index) => index + 1)
  return steps
    .map((step) => {
      const drop = 132 + step * 7 + step * step * 0.45
      return `M${254 - step * 21} ${drop} V230 M${254 + step * 21} ${drop} V230`
    })
    .join(' ')
}
