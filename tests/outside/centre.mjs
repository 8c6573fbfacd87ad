// A customer's own pages, by the keyboard alone, in each language: from the letter with the link to the certificate; and axe over
// every page that the centre leads to, in both themes.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, main, required } from './deps.mjs'
import { languages, logIn, themes } from './admin.mjs'
import { launch } from './browser.mjs'
import { judge } from './judge.mjs'
import { pressTo, tabTo } from './keyboard.mjs'
import { linkTo } from './letters.mjs'

const base = required('AMANA_BASE')
const owner = { email: required('AMANA_LOGIN_EMAIL'), password: required('AMANA_LOGIN_PASSWORD') }
const support = { email: required('AMANA_SUPPORT_EMAIL'), password: required('AMANA_SUPPORT_PASSWORD') }
const pictures = required('AMANA_SCREENSHOTS')
const widths = { light: { width: 390, height: 844 }, dark: { width: 1280, height: 900 } }
const store = 'Noor'
const names = { en: 'Sara Karimi', ar: 'سارة القحطاني', fa: 'سارا کریمی' }

/** A store has a name, and with it a privacy notice. */
async function setUp(browser) {
  const page = await browser.newPage({ locale: 'en-US' })
  page.setDefaultTimeout(10_000)
  await logIn(page, base, owner)
  await page.goto(`${base}/admin/settings`)
  await page.locator('input[name=store_name]').fill(store)
  await page.locator('select[name=country]').selectOption('SA')
  await page.locator('select[name=currency]').selectOption('SAR')
  await page.locator('main form:has(input[name=store_name]) button[type=submit]').click()
  await page.waitForURL((url) => url.search.includes('done='))
  await page.context().close()
}

/** Somebody who bought something, and agreed to some things. */
async function customer(language) {
  const [email, userId] = [`centre-${language}@example.test`, `centre-${language}`]
  const consent = { categoryPreferences: { analytics: true, personalise: true, marketing_email: true, customer_care: true } }
  const traits = { email, name: names[language], phone: '+966501234567', locale: language }
  const properties = { order_id: `CENTRE-${language}`, total: 42.8, currency: 'USD', products: [] }
  const batch = [
    { type: 'identify', traits, context: { consent } },
    { type: 'track', event: 'Product Viewed', properties: { product_id: 'p-1' } },
    { type: 'track', event: 'Order Completed', properties, context: { locale: language } },
  ].map((call, at) => ({ ...call, userId, messageId: `centre-${language}-${at}` }))
  await api('POST', '/v1/batch', required('AMANA_SERVER_KEY'), { batch })
  const found = await api('GET', `/api/v1/customers?q=${encodeURIComponent(email)}`, required('AMANA_READ_KEY'))
  expect(found.data.length === 1, `${email} is not found`)
  return { email, id: found.data[0].id }
}

async function api(method, path, key, body) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const answer = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) })
  expect(answer.ok, `${method} ${path} answered ${answer.status}`)
  return answer.json()
}

const at = (page, path) => page.waitForURL((url) => url.pathname === path)
const isOn = (page, purpose) => page.locator(`input[name=agreed][value=${purpose}]`).isChecked()

/** What somebody does with their own pages, in this order. */
const steps = {
  async 'asks for a link, and gets it by mail'({ page, me }) {
    await page.goto(`${base}/privacy`)
    await tabTo(page, 'input[name=email]')
    await page.keyboard.type(me.email)
    await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')])
    me.link = await linkTo(me.email, `${base}/privacy/open/`)
  },

  async 'the link shows a button, and the button the page'({ page, me }) {
    await page.goto(me.link)
    expect(!(await page.locator('main').innerText()).includes(me.email), 'a link alone shows whose it is')
    await pressTo(page, `form[action^="/privacy/open/"] button`)
    await at(page, '/privacy')
    expect((await page.locator('main').innerText()).includes(names[me.language]), 'the page is not theirs')
  },

  async 'the same link opens nothing again'({ browser, me }) {
    const other = await browser.newPage({ locale: me.language })
    await other.goto(me.link)
    await pressTo(other, `form[action^="/privacy/open/"] button`)
    expect(!(await other.locator('body').innerText()).includes(names[me.language]), 'a used link shows a person')
    me.faults.push(...(await judge(other)).map((fault) => `a used link in ${me.language}: ${fault}`))
    await other.close()
  },

  async 'reads who uses what, and until when'({ page }) {
    await tabTo(page, 'section.purpose details > summary')
    await page.keyboard.press('Enter')
    expect((await page.locator('details[open] p').first().innerText()).length > 20, 'a purpose says nothing of who uses what')
  },

  async 'sees what stops before anything is saved, and saves it'({ page }) {
    const off = page.locator('section.purpose', { has: page.locator('input[value=marketing_email]') }).locator('.when-off')
    expect((await isOn(page, 'marketing_email')) && !(await off.isVisible()), 'the switch does not stand where they left it')
    await tabTo(page, 'input[name=agreed][value=marketing_email]')
    await page.keyboard.press('Space')
    expect(await off.isVisible(), 'what stops is not said before it is saved')
    await page.reload()
    expect(await isOn(page, 'marketing_email'), 'a switch saved itself')
    await tabTo(page, 'input[name=agreed][value=marketing_email]')
    await page.keyboard.press('Space')
    await pressTo(page, '.save-bar button[type=submit]')
    expect(!(await isOn(page, 'marketing_email')) && page.url().includes('done=saved'), 'the switch was not saved')
  },

  async 'gives it again with as many presses'({ page }) {
    await tabTo(page, 'input[name=agreed][value=marketing_email]')
    await page.keyboard.press('Space')
    await pressTo(page, '.save-bar button[type=submit]')
    expect(await isOn(page, 'marketing_email'), 'the switch was not saved')
  },

  async 'turns everything off at once'({ page }) {
    await pressTo(page, 'form:has(input[name=preset][value=only]) button')
    const on = await page.locator('input[name=agreed]:checked').count()
    expect(on === 0, `${on} switches are still on`)
  },

  async 'opens one kind of data to one team'({ page }) {
    await pressTo(page, 'nav a[href="/privacy/teams"]')
    const cell = 'input[name=sees][value="support:orders"]'
    await tabTo(page, cell)
    const before = await page.locator(cell).isChecked()
    await page.keyboard.press('Space')
    await pressTo(page, 'form[action="/privacy/teams"] button[type=submit]')
    expect((await page.locator(cell).isChecked()) !== before, 'the cell was not saved')
  },

  async 'closes another, and sees it as that team does'({ page, me }) {
    const email = 'input[name=sees][value="support:email"]'
    if (await page.locator(email).isChecked()) {
      await tabTo(page, email)
      await page.keyboard.press('Space')
      await pressTo(page, 'form[action="/privacy/teams"] button[type=submit]')
    }
    await pressTo(page, 'a[href="/privacy/teams/support"]')
    expect(!(await page.locator('main').innerText()).includes(me.email), 'support sees an address that is closed to it')
    await pressTo(page, 'main a[href="/privacy/teams"]')
  },

  async 'somebody of the store asks to see more, and looks'({ browser, me }) {
    const staff = await browser.newPage({ locale: 'en-US' })
    staff.setDefaultTimeout(20_000)
    await logIn(staff, base, support)
    await staff.goto(`${base}/admin/customers/${me.id}`)
    expect(!(await staff.locator('main').innerText()).includes(me.email), 'the admin shows an address that is closed to it')
    await staff.locator('textarea[name=reason]').fill('The parcel came back')
    await staff.locator('button[name=how][value=request]').click()
    await staff.waitForURL((url) => url.search.includes('done=asked-more'))
    await staff.context().close()
  },

  async 'lets them, and ends it'({ page, me, browser }) {
    await pressTo(page, 'nav a[href="/privacy"]')
    expect((await page.locator('main').innerText()).includes('The parcel came back'), 'the reason is not shown')
    me.faults.push(...(await judge(page)).map((fault) => `a question of the staff in ${me.language}: ${fault}`))
    await pressTo(page, 'button[name=answer][value=yes]')
    const staff = await browser.newPage({ locale: 'en-US' })
    await logIn(staff, base, support)
    await staff.goto(`${base}/admin/customers/${me.id}`)
    expect((await staff.locator('main').innerText()).includes(me.email), 'the window opens nothing')
    await staff.context().close()
    me.faults.push(...(await judge(page)).map((fault) => `an open window in ${me.language}: ${fault}`))
    await pressTo(page, 'button[name=answer][value=close]')
    expect((await page.locator('button[name=answer]').count()) === 0, 'the window is still open')
  },

  async 'finds who looked'({ page }) {
    await pressTo(page, 'nav a[href="/privacy/looks"]')
    expect((await page.locator('main li, main .timeline-item').count()) > 2, 'nobody is said to have looked')
  },

  async 'reads the report of a day, and every decision'({ page }) {
    await pressTo(page, 'nav a[href="/privacy/download"]')
    await pressTo(page, 'form[action="/privacy/report"] button[type=submit]')
    expect((await page.locator('main table tbody tr').count()) > 3, 'the report is empty')
    await page.goto(`${base}/privacy/download`)
    await pressTo(page, 'a[href="/privacy/decisions"]')
    expect((await page.locator('main table tbody tr').count()) > 5, 'decisions are missing')
    const receipts = await page.locator('a[href^="/privacy/receipts/"]').evaluateAll((links) => links.map((link) => link.href))
    const receipt = await page.context().request.get(receipts[0])
    expect((await receipt.json()).signature?.alg === 'Ed25519', 'there is no signed receipt')
  },

  async 'every page of the centre is without a fault'({ page, me }) {
    me.pages = await discover(page)
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await page.setViewportSize(widths[theme])
      for (const path of me.pages) {
        await page.goto(base + path)
        const where = `${path} in ${me.language}, ${theme}`
        me.faults.push(...(await judge(page)).map((fault) => `${where}: ${fault}`))
        me.faults.push(...(await foreign(page, me.language)).map((words) => `${where}: not translated: ${words}`))
        const name = `${me.language}-${theme}-${path.slice(1).replace(/[^\w]+/g, '-').slice(0, 40)}.png`
        await page.screenshot({ path: join(pictures, name), fullPage: true })
      }
    }
    await page.setViewportSize(widths.dark)
  },

  async 'is erased, having said so, and holds the certificate'({ page, me }) {
    await page.goto(`${base}/privacy`)
    await pressTo(page, 'nav a[href="/privacy/erase"]')
    await pressTo(page, 'form[action="/privacy/erase"] button[type=submit]')
    expect((await page.locator('[role=alert], .error-summary').count()) > 0, 'who did not say so is not told')
    me.faults.push(...(await judge(page)).map((fault) => `an erasure without a yes in ${me.language}: ${fault}`))
    await tabTo(page, 'input[name=sure]')
    await page.keyboard.press('Space')
    await pressTo(page, 'form[action="/privacy/erase"] button[type=submit]')
    await page.waitForURL((url) => url.pathname.startsWith('/privacy/erasure/'))
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      me.faults.push(...(await judge(page)).map((fault) => `the certificate in ${me.language}, ${theme}: ${fault}`))
    }
    await page.screenshot({ path: join(pictures, `${me.language}-certificate.png`), fullPage: true })
    const data = await page.context().request.get(await page.locator('a[href$="certificate.json"]').evaluate((link) => link.href))
    const text = await data.text()
    expect(/"certificate": ?"era_/.test(text) && !text.includes(me.email), `the certificate says ${text}`)
    await page.goto(`${base}/privacy/looks`)
    expect(new URL(page.url()).pathname === '/privacy', 'the session outlives its customer')
    const found = await api('GET', `/api/v1/customers?q=${encodeURIComponent(me.email)}`, required('AMANA_READ_KEY'))
    expect(found.data.length === 0, 'an erased customer is found')
  },
}

/** The addresses of the centre's pages: where its navigation leads, and where those pages lead; files are asked for and must be there. */
async function discover(page) {
  const [found, waiting] = [new Map(), ['/privacy', `/privacy/report?on=${new Date().toISOString().slice(0, 10)}`]]
  // Of addresses that differ in an id one is enough.
  const kind = (path) => path.replace(/[0-9a-z_]{20,}/g, '{}').replace(/=[^&]*/g, '=')
  while (waiting.length) {
    const path = waiting.shift()
    if (found.has(kind(path))) continue
    const answer = await page.context().request.get(base + path)
    expect(answer.status() === 200, `${path}, to which the centre leads, answers ${answer.status()}`)
    const isPage = answer.headers()['content-type'].startsWith('text/html')
    found.set(kind(path), isPage && path)
    if (!isPage) continue
    await page.goto(base + path)
    const links = page.locator('nav.tabs a, .tabs a, main a[href^="/privacy"]')
    waiting.push(...(await links.evaluateAll((links) => links.map((link) => link.pathname + link.search))))
  }
  return [...found.values()].filter(Boolean)
}

/** Words in Latin letters on a page in another script, but for names, addresses and numbers, which stand apart. */
async function foreign(page, language) {
  if (language === 'en') return []
  const known = [store, 'WhatsApp', 'API', 'JSON', 'CSV', 'HTML', 'PDF', 'GPC', 'Ed25519']
  return page.evaluate((known) => {
    const words = []
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode
      if (parentElement.closest('code, bdi, pre, [lang], [dir=ltr]') !== parentElement.closest('html')) continue
      if (/[A-Za-z]{3,}/.test(known.reduce((text, word) => text.replaceAll(word, ''), data))) words.push(data.trim())
    }
    return words
  }, known)
}

async function live(browser, language) {
  const context = await browser.newContext({ locale: language === 'en' ? 'en-US' : language, viewport: widths.dark, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const me = { ...(await customer(language)), language, faults: [], said: [] }
  page.on('pageerror', (error) => me.said.push(error.message))
  // Chromium itself complains of a form that was answered 422.
  page.on('console', (message) => message.type() === 'error' && !message.text().includes('422') && me.said.push(message.text()))
  for (const [name, step] of Object.entries(steps)) {
    try {
      await step({ browser, page, me })
      expect((await page.locator('html').getAttribute('lang')) === language, `${page.url()} is in another language`)
    } catch (error) {
      await page.screenshot({ path: join(pictures, `failed-${language}.png`), fullPage: true }).catch(() => {})
      console.error(`in ${language} at "${name}", on ${page.url()} (pictured in ${pictures})`)
      throw error
    }
  }
  await context.close()
  me.faults.push(...me.said.map((words) => `the console says ${words}`))
  return me
}

await main(async () => {
  mkdirSync(pictures, { recursive: true })
  const browser = await launch()
  await setUp(browser)
  const lives = await Promise.all(Object.keys(languages).map((language) => live(browser, language)))
  const faults = lives.flatMap((me) => me.faults)
  expect(faults.length === 0, `${faults.length} faults\n${faults.join('\n')}`)
  for (const me of lives) console.log(`ok  ${me.language}: ${Object.keys(steps).length} steps, ${me.pages.length} pages: ${me.pages.join(' ')}`)
  await browser.close()
})
