// A merchant's first quarter of an hour, as a person with a browser lives it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, main, required } from './deps.mjs'
import { launch } from './browser.mjs'
import { logIn, setupLink, switchLanguage } from './admin.mjs'
import { judge } from './judge.mjs'

const base = required('AMANA_BASE')
const owner = { name: 'Noor', email: 'noor@shop.example', password: 'saffron-lantern-kilim-27' }
const shopper = { userId: 'story-shopper', email: 'sara@example.test' }
const orderId = 'STORY-1001'

const steps = {
  async 'the set-up link makes the first administrator'(page) {
    await page.goto(setupLink(required('AMANA_PRINTED')))
    await page.locator('input[name=store_name]').fill('Saffron & Salt')
    await page.locator('select[name=country]').selectOption('AE')
    await page.locator('select[name=currency]').selectOption('USD')
    for (const [name, value] of Object.entries(owner)) await page.locator(`input[name=${name}]`).fill(value)
    await page.locator('main form button[type=submit]').click()
    await page.waitForURL((url) => url.pathname === '/admin')
  },

  async 'the link works once'(page) {
    await page.goto(setupLink(required('AMANA_PRINTED')))
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(!(await page.locator('main form').count()), 'the set-up link still asks for an account')
  },

  async 'logging out and in'(page) {
    await page.goto(`${base}/admin`)
    await logOut(page)
    await logIn(page, base, owner)
    await page.getByRole('heading', { level: 1 }).waitFor()
  },

  async 'a server key is made in Settings'(page, memory) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('navigation', { name: /settings/i }).getByRole('link', { name: 'Keys' }).click()
    await page.getByRole('link', { name: 'Create a key' }).click()
    await page.locator('input[name=name]').fill('Story')
    await page.getByRole('button', { name: 'Create a key' }).click()
    // Shown once, whole, to be copied.
    memory.key = (await page.locator('main .copyable code').first().innerText()).trim()
    expect(/^\S{16,}$/.test(memory.key), `no key is shown but ${JSON.stringify(memory.key)}`)
  },

  async 'an order is sent and seen live'(page, memory) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /live/i }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await sendOrder(page, memory.key)
    await page.getByText('Order placed').first().waitFor({ timeout: 15_000 })
  },

  async 'the thank-you stands in Messages'(page) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Messages' }).click()
    const sent = page.locator('main').getByRole('link').filter({ hasText: /thank/i }).first()
    // The page is a snapshot: ask again until it was sent.
    for (let tries = 0; tries < 20 && !(await sent.count()); tries++) {
      await page.waitForTimeout(500)
      await page.reload()
    }
    await sent.click()
    await page.waitForLoadState()
    // The preview may stand in a frame of its own.
    const texts = () => Promise.all(page.frames().map((frame) => frame.locator('body').innerText()))
    for (let tries = 0; tries < 20 && !(await texts()).some((text) => text.includes(orderId)); tries++) await page.waitForTimeout(250)
    expect((await texts()).some((text) => text.includes(orderId)), `the message does not name ${orderId}`)
  },

  async 'the customer is found by order and by address'(page) {
    for (const words of [shopper.email, orderId]) {
      await page.goto(`${base}/admin/customers?q=${encodeURIComponent(words)}`)
      const found = await page.locator('main a[href^="/admin/customers/"]').count()
      expect(found > 0, `searching ${words} finds nobody`)
    }
  },

  async 'everything turns to Arabic, from the right'(page) {
    await page.goto(`${base}/admin`)
    await switchLanguage(page, 'ar')
    expect((await page.locator('html').getAttribute('dir')) === 'rtl', 'the page is not laid out from the right')
    const heading = await page.getByRole('heading', { level: 1 }).innerText()
    expect(/\p{Script=Arabic}/u.test(heading), `the heading is not in Arabic: ${heading}`)
  },

  async 'logging out'(page) {
    await logOut(page)
    await page.goto(`${base}/admin`)
    expect(new URL(page.url()).pathname === '/login', 'the admin is open after logging out')
  },
}

async function logOut(page) {
  const button = page.locator('form[action="/admin/logout"] button').first()
  const menu = button.locator('xpath=ancestor::details[1]')
  if ((await menu.count()) && !(await menu.evaluate((element) => element.open))) await menu.locator('summary').click()
  await button.click()
  await page.waitForURL((url) => url.pathname === '/login')
}

async function sendOrder(page, key) {
  const send = (path, data) =>
    page.context().request.post(`${base}/v1/${path}`, {
      data,
      headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    })
  const messageId = (name) => `story-${name}-${Date.now()}`
  const traits = { email: shopper.email, first_name: 'Sara' }
  const products = [{ product_id: 'p-1', name: 'Saffron, 5 g', price: 18.9, quantity: 2 }]
  const properties = { order_id: orderId, total: 42.8, revenue: 37.8, currency: 'USD', products }
  const identified = await send('identify', { messageId: messageId('who'), userId: shopper.userId, traits })
  expect(identified.status() === 200, `identify answered ${identified.status()}`)
  const ordered = await send('track', { messageId: messageId('order'), userId: shopper.userId, event: 'Order Completed', properties })
  expect(ordered.status() === 200, `track answered ${ordered.status()}`)
}

await main(async () => {
  const pictures = required('AMANA_SCREENSHOTS')
  mkdirSync(pictures, { recursive: true })
  const browser = await launch()
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-US' })
  page.setDefaultTimeout(15_000)
  const complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  const memory = {}
  for (const [at, [name, step]] of Object.entries(steps).entries()) {
    try {
      await step(page, memory)
      // Pages that only a first run shows: the steps of a new store, a key's one moment.
      const faults = await judge(page)
      expect(faults.length === 0, faults.join('\n'))
      console.log(`ok  ${name}`)
    } catch (error) {
      const picture = join(pictures, `failed-${at + 1}.png`)
      await page.screenshot({ path: picture, fullPage: true }).catch(() => {})
      console.error(`at "${name}", on ${page.url()} (pictured in ${picture})`)
      throw error
    }
  }
  expect(complaints.length === 0, `the pages complained: ${complaints.join('; ')}`)
  await browser.close()
})
