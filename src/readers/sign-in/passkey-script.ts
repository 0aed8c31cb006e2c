/**
 * `/sign-in/passkey.js`: asks the browser for a passkey, with nothing but its own WebAuthn calls. Where
 * it knows none, or at an address that is none of a name (`127.0.0.1`), the button stays hidden and the
 * link by e-mail is the way. `data-passkey` says where to ask and to answer, `data-new` that a new one is made.
 */
export const passkeyScript = `(() => {
const known = window.PublicKeyCredential
if (!known || !known.parseRequestOptionsFromJSON || /^[\\d.:[\\]]+$/.test(location.hostname)) return
for (const box of document.querySelectorAll('[data-passkey]')) {
  const { passkey: path, next } = box.dataset
  const isNew = 'new' in box.dataset
  const button = box.querySelector('button')
  const failed = box.querySelector('[role=alert]')
  box.hidden = false
  button.addEventListener('click', async () => {
    button.disabled = true
    failed.hidden = true
    try {
      const asked = await (await fetch(path + '/options')).json()
      const credential = isNew
        ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(asked) })
        : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(asked) })
      const answer = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ response: credential.toJSON(), ...(next ? { next } : {}) }),
      })
      if (!answer.ok) throw new Error(answer.status)
      location.assign((await answer.json()).location)
    } catch {
      failed.hidden = false
      button.disabled = false
    }
  })
}
})()
`
