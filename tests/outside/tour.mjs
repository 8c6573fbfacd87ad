// Walks through every page in each language, theme and width, and hands it to `visit`: of the demo store, where something has
// just happened, and of a store that nobody has set up yet.
import { expect, required } from './deps.mjs'
import { launch } from './browser.mjs'
import { addresses, demoLogin, languages, logIn, publicPages, setupLink, statuses, switchLanguage, themes } from './admin.mjs'

export const widths = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } }

const shopper = { userId: 'tour-shopper', email: 'sara@example.test' }

export async function tour(visit) {
  const base = required('AMANA_BASE')
  const login = demoLogin(required('AMANA_PRINTED'))
  await happen(base)
  const browser = await launch()
  // Side by side: most of the time goes by in the browser, which has a process for each.
  const walk = async (theme) => {
    const context = await browser.newContext({ colorScheme: theme, viewport: widths.desktop, reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    const said = []
    page.on('pageerror', (error) => said.push(error.message))
    page.on('console', (message) => message.type() === 'error' && said.push(message.text()))
    for (const language of Object.keys(languages)) {
      const look = { language, theme, said }
      await page.context().clearCookies()
      await page.setViewportSize(widths.desktop)
      await page.goto(`${base}/login`)
      await switchLanguage(page, language)
      await each(page, base, { ...publicPages, setup: setupLink(required('AMANA_FRESH_PRINTED')) }, look, visit)
      await page.setViewportSize(widths.desktop)
      await logIn(page, base, login)
      if ((await page.locator('html').getAttribute('lang')) !== language) await switchLanguage(page, language)
      const paths = await addresses(page, base)
      await each(page, base, { ...paths, unsubscribe: await unsubscribeLink(page, base) }, look, visit)
    }
    await context.close()
  }
  await Promise.all(themes.map(walk))
  await browser.close()
}

async function each(page, base, paths, look, visit) {
  for (const [width, size] of Object.entries(widths)) {
    for (const [name, path] of Object.entries(paths)) {
      await page.setViewportSize(size)
      look.said.length = 0
      const answer = await page.goto(new URL(path, base).href)
      const expected = statuses[name] ?? 200
      // Chromium itself complains of a page that is not there.
      if (expected !== 200) look.said.length = 0
      // Where the on-site script is, its question is part of the page.
      if (await page.locator('script[src="/a.js"]').count()) await page.getByRole('dialog').waitFor()
      await visit(page, { ...look, width, name, path, expected, status: answer.status() })
    }
  }
}

/** A shopper agrees to e-mail and orders; one order can't be read. */
async function happen(base) {
  const authorization = `Basic ${Buffer.from(`${required('AMANA_SERVER_KEY')}:`).toString('base64')}`
  const headers = { authorization, 'content-type': 'application/json' }
  const consent = { categoryPreferences: { analytics: true, marketing_email: true } }
  const traits = { email: shopper.email, first_name: 'Sara', locale: 'en' }
  const products = [{ product_id: 'p-1', name: 'Saffron, 5 g', price: 18.9, quantity: 2 }]
  const order = { total: 42.8, revenue: 37.8, currency: 'USD', products }
  const batch = [
    { type: 'identify', traits, context: { consent } },
    { type: 'track', event: 'Order Completed', properties: { ...order, order_id: `TOUR-${Date.now()}` }, context: { locale: 'en' } },
    { type: 'track', event: 'Order Completed', properties: order },
  ].map((call, at) => ({ ...call, userId: shopper.userId, messageId: `tour-${Date.now()}-${at}` }))
  const answer = await fetch(`${base}/v1/batch`, { method: 'POST', headers, body: JSON.stringify({ batch }) })
  expect(answer.status === 200, `the batch was answered ${answer.status}`)
}

/** The link in the newest message that has one: a welcome, which is marketing. */
async function unsubscribeLink(page, base) {
  for (let tries = 0; tries < 40; tries++) {
    await page.goto(`${base}/admin/messages`)
    const hrefs = await page.locator('main a[href^="/admin/messages/msg_"]').evaluateAll((links) => links.map((link) => link.pathname))
    for (const href of hrefs.slice(0, 10)) {
      const preview = await page.context().request.get(`${base}${href}/preview`)
      const link = (await preview.text()).match(/\/u\/[^"'\s<]+/)?.[0]
      if (preview.status() === 200 && link) return link
    }
    await page.waitForTimeout(250)
  }
  expect(false, 'no message holds a link to unsubscribe')
}
