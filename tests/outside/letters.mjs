// What a shopper finds in their mailbox: the letters that `mail_sink.py` took.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, required } from './deps.mjs'

const WITHIN_MS = 15_000

/** The address in the newest letter to somebody that begins so. Waits for it; `after` is how many letters they had before. */
export async function linkTo(address, start, after = 0) {
  for (const from = Date.now(); Date.now() - from < WITHIN_MS; ) {
    const found = letters(address).map((text) => text.match(new RegExp(`${start.replaceAll('.', '\\.')}[\\w/-]+`))?.[0])
    const links = found.filter(Boolean)
    if (links.length > after) return links.at(-1)
    await new Promise((done) => setTimeout(done, 100))
  }
  expect(false, `no letter to ${address} holds ${start}…`)
}

/** The texts of all letters to somebody, oldest first. */
export function letters(address) {
  const folder = required('AMANA_MAIL_FOLDER')
  const names = readdirSync(folder).filter((name) => name.endsWith('.eml')).sort()
  const isTheirs = (name) => JSON.parse(readFileSync(join(folder, name.replace(/eml$/, 'json')))).to.includes(address)
  return names.filter(isTheirs).map((name) => decoded(readFileSync(join(folder, name), 'latin1')))
}

/** Every part of a message, read out of its transfer encoding. */
function decoded(message) {
  const boundary = message.match(/boundary="?([^"\r\n;]+)/)?.[1]
  const parts = boundary ? message.split(`--${boundary}`) : [message]
  return parts.map((part) => {
    const at = part.indexOf('\r\n\r\n')
    const [head, body] = [part.slice(0, at), part.slice(at + 4)]
    const encoding = head.match(/content-transfer-encoding:\s*([\w-]+)/i)?.[1].toLowerCase()
    if (encoding === 'base64') return Buffer.from(body, 'base64').toString()
    const bytes = encoding === 'quoted-printable' ? unquoted(body) : body
    return Buffer.from(bytes, 'latin1').toString()
  }).join('\n')
}

const unquoted = (text) => text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
