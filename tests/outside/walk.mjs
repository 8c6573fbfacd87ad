// The demo's one walk, as its README tells it: a visitor of the shop answers the question, buys something and so becomes a
// customer, finds their choices in the privacy centre, changes one, is erased, and is a stranger again.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, main, required } from './deps.mjs'
import { demoLogin, logIn } from './admin.mjs'
import { launch } from './browser.mjs'
import { judge } from './judge.mjs'
import { mailedLink } from './shopper.mjs'

const base = required('AMANA_BASE')
const pictures = required('AMANA_SCREENSHOTS')
const names = { en: 'Layla Haddad', ar: 'ليلى الحداد', fa: 'لیلا حدادی' }
/** Each language once as a phone and once as a desktop, one of them dark. */
const looks = [
  { language: 'en', size: 'phone', theme: 'light' },
  { language: 'ar', size: 'desktop', theme: 'light' },
  { language: 'fa', size: 'phone', theme: 'dark' },
  { language: 'en', size: 'desktop', theme: 'dark' },
  { language: 'ar', size: 'phone', theme: 'dark' },
]
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } }

const panel = (page) => page.getByRole('dialog')
const isOn = (page, purpose) => page.locator(`input[name=agreed][value=${purpose}]`).isChecked()
const stored = (page) => page.evaluate(() => JSON.parse(localStorage.getItem('amana') ?? 'null'))

const steps = {
  async 'is asked, and agrees to some'({ page, look }) {
    await page.goto(`${base}/demo/shop`)
    await panel(page).waitFor()
    await look('asked')
    await panel(page).locator('.answers button').nth(2).click()
    await panel(page).locator('input[name=personalise]').check()
    await look('choosing')
    const told = page.waitForResponse((answer) => answer.ok() && (answer.request().postData() ?? '').includes('Consent Preference Updated'))
    await panel(page).locator('.answers button').nth(2).click()
    await told
    const { choices } = await stored(page)
    expect(choices.personalise && !choices.analytics, `the browser keeps ${JSON.stringify(choices)}`)
  },

  async 'looks at something and buys it'({ page, me, look }) {
    await page.locator('.shop-card a').first().click()
    await look('product')
    await page.locator('form[action="/demo/cart"] button').click()
    await page.waitForURL((url) => url.pathname === '/demo/cart')
    await look('cart')
    await page.locator('a[href="/demo/checkout"]').click()
    await page.locator('input[name=name]').fill(names[me.language])
    await page.locator('input[name=email]').fill(me.email)
    await page.locator('input[name=news]').check()
    await look('checkout')
    await page.locator('form[action="/demo/checkout"] button[type=submit]').click()
    await page.waitForURL((url) => url.pathname === '/demo/thanks')
    me.order = new URL(page.url()).searchParams.get('order')
    await look('thanks')
  },

  async 'comes to the privacy centre by a link'({ page, me, staff, look }) {
    await page.locator('main a[href="/privacy"]').click()
    await page.locator('input[name=email]').fill(me.email)
    await look('way-in')
    await page.locator('form[action="/privacy/link"] button').click()
    await page.waitForLoadState()
    await look('link-sent')
    const link = await mailedLink(staff, base, me)
    await page.goto(link)
    await look('knock')
    await page.locator('form[action^="/privacy/open/"] button').click()
    await page.waitForURL((url) => url.pathname === '/privacy')
  },

  async 'finds the choices of before, and who they are'({ page, me, look }) {
    await look('centre')
    expect((await page.locator('main').innerText()).includes(names[me.language]), 'the page is not theirs')
    expect(await isOn(page, 'personalise'), 'what was agreed to before the order is lost')
    expect(!(await isOn(page, 'analytics')), 'what was not agreed to is on')
    expect(await isOn(page, 'marketing_email'), 'the news asked for at the checkout are lost')
  },

  async 'takes one back, and the browser is no exception'({ page, look }) {
    await page.locator('input[name=agreed][value=personalise]').uncheck()
    await look('unchecked')
    await page.locator('.save-bar button[type=submit]').click()
    await page.waitForURL((url) => url.search === '?done=saved')
    expect(!(await isOn(page, 'personalise')), 'it was not taken back')
    // The shop's page repeats nothing of what its browser remembers.
    await page.goto(`${base}/demo/shop`)
    await page.waitForLoadState('networkidle')
    await page.goto(`${base}/privacy`)
    expect(!(await isOn(page, 'personalise')), 'a page brought back what was taken back here')
  },

  async 'is erased, and holds the certificate'({ page, me, staff, look }) {
    await page.locator('nav a[href="/privacy/erase"]').click()
    await look('erase')
    await page.locator('input[name=sure]').check()
    await page.locator('form[action="/privacy/erase"] button[type=submit]').click()
    await page.waitForURL((url) => url.pathname.startsWith('/privacy/erasure/'))
    await look('certificate')
    for (const words of [me.email, me.order]) {
      await staff.goto(`${base}/admin/customers?q=${encodeURIComponent(words)}`)
      expect((await staff.locator('main a[href^="/admin/customers/cus_"]').count()) === 0, `the admin still finds ${words}`)
    }
  },

  async 'is a stranger at the shop, and is asked anew'({ page, look }) {
    await page.goto(`${base}/demo/shop`)
    await panel(page).waitFor()
    expect((await stored(page)) === null, `the browser still keeps ${JSON.stringify(await stored(page))}`)
    await look('stranger')
  },
}

async function walk(browser, staff, { language, size, theme }) {
  const context = await browser.newContext({
    locale: language === 'en' ? 'en-US' : language,
    viewport: sizes[size],
    colorScheme: theme,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const me = { language, email: `walk-${language}-${size}@example.test`, faults: [] }
  const where = `${language}-${size}-${theme}`
  page.on('pageerror', (error) => me.faults.push(`${where}: ${error.message}`))
  page.on('console', (message) => message.type() === 'error' && me.faults.push(`${where}: the console says ${message.text()}`))
  let taken = 0
  const look = async (name) => {
    const number = String(++taken).padStart(2, '0')
    await page.screenshot({ path: join(pictures, `${where}-${number}-${name}.png`), fullPage: true })
    me.faults.push(...(await judge(page)).map((fault) => `${where}, ${name}: ${fault}`))
    expect((await page.locator('html').getAttribute('lang')) === language, `${page.url()} is in another language`)
  }
  for (const [name, step] of Object.entries(steps)) {
    try {
      await step({ page, me, staff, look })
    } catch (error) {
      await page.screenshot({ path: join(pictures, `failed-${where}.png`), fullPage: true }).catch(() => {})
      console.error(`${where} at "${name}", on ${page.url()} (pictured in ${pictures})`)
      throw error
    }
  }
  await context.close()
  return me.faults
}

await main(async () => {
  mkdirSync(pictures, { recursive: true })
  const browser = await launch()
  const staff = await (await browser.newContext({ locale: 'en-US' })).newPage()
  await logIn(staff, base, demoLogin(required('AMANA_PRINTED')))
  const faults = []
  for (const one of looks) faults.push(...(await walk(browser, staff, one)))
  expect(faults.length === 0, `${faults.length} faults\n${faults.join('\n')}`)
  console.log(`ok  ${looks.length} walks of ${Object.keys(steps).length} steps`)
  await browser.close()
})
