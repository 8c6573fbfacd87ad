// Debian's Chromium, driven by playwright-core.
import { load, required } from './deps.mjs'

const { chromium } = load('playwright-core')

/** Starts it quietly: no sandbox (it runs as root in CI), and nothing that asks hosts of its own. */
export function launch(options = {}) {
  return chromium.launch({
    executablePath: required('AMANA_CHROMIUM'),
    headless: true,
    ...options,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
