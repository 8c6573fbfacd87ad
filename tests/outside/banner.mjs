// What a visitor of a store's own pages lives through: asked before anything is kept, heard, and let go as easily. On pages of
// another origin under a policy that allows Amana's address and nothing inline.
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, main, required } from './deps.mjs'
import { launch } from './browser.mjs'
import { logIn } from './admin.mjs'
import { judge } from './judge.mjs'

const base = required('AMANA_BASE')
const key = required('AMANA_SITE_KEY')
const login = { email: required('AMANA_LOGIN_EMAIL'), password: required('AMANA_LOGIN_PASSWORD') }
const DAY = 86_400_000
const policy = [
  "default-src 'none'",
  `script-src ${base}`,
  `connect-src ${base}`,
  "style-src 'self'",
  "require-trusted-types-for 'script'",
].join('; ')
// Rules that reach far: none may reach into the question.
const style =
  ':root { color-scheme: light dark; font: 62.5% sans-serif } body { font-size: 1.6rem } a { display: inline-block; padding: 1rem; color: inherit } button { background: red }'

/** A shop that knows nothing of Amana but the one line; `/ar` is its page in Arabic. */
function shop() {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://shop').pathname
    if (path === '/style.css') return response.setHeader('content-type', 'text/css').end(style)
    if (path === '/favicon.ico') return response.writeHead(204).end()
    const lang = path.slice(1, 3) === 'ar' ? 'ar' : 'en'
    response.setHeader('content-type', 'text/html; charset=utf-8').setHeader('content-security-policy', policy)
    response.end(`<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>Shop</title>
      <link rel="stylesheet" href="/style.css"><script src="${base}/a.js" data-key="${key}" async></script></head>
      <body><main><h1>Shop</h1><p><a href="/?q=sara%40example.test&utm_source=letter">On</a></p>
      <p><a href="#" data-amana-choices>Choices</a></p></main></body></html>`)
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

/** One visitor with a browser of their own. */
async function visitor(browser, at, { path = '/', init, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  if (init) await page.addInitScript(init)
  const me = { context, page, asked: [], sent: [], said: [] }
  page.on('console', (message) => message.type() === 'error' && me.said.push(message.text()))
  page.on('pageerror', (error) => me.said.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(base)) return
    me.asked.push(`${request.method()} ${new URL(request.url()).pathname}`)
    if (request.method() === 'POST') me.sent.push(...JSON.parse(request.postData()).batch)
  })
  me.panel = page.getByRole('dialog')
  me.button = (name) => page.locator('amana-choices').getByRole('button', { name, exact: true })
  me.stored = () => page.evaluate(() => ({ ...localStorage }))
  me.answer = async () => JSON.parse((await me.stored()).amana ?? 'null')
  me.arrived = (name) => page.waitForResponse((reply) => reply.ok() && (reply.request().postData() ?? '').includes(name))
  me.go = (path) => page.goto(at + path)
  await me.go(path)
  return me
}

const again = async (me) => {
  await me.page.reload()
  await me.page.waitForLoadState('networkidle')
}

const steps = {
  async 'the store asks for three things'({ browser }) {
    const context = await browser.newContext({ locale: 'en-US' })
    const page = await context.newPage()
    await logIn(page, base, login)
    await page.goto(`${base}/admin/settings/website`)
    for (const name of ['ask_personalise', 'ask_research']) await page.locator(`input[name=${name}]`).check()
    await page.locator('input[name=notice_url]').fill('https://shop.example/privacy')
    await page.locator('main form button[type=submit]').click()
    await page.waitForURL((url) => url.search === '?done=saved')
    await context.close()
  },

  async 'before an answer nothing is stored and nothing is sent'({ browser, at }) {
    const me = await visitor(browser, at)
    await me.panel.waitFor()
    await me.page.evaluate(() => window.Amana.track('Product Viewed', { sku: 'x' }))
    await me.page.waitForTimeout(1_500)
    expect(me.asked.join() === 'GET /a.js,GET /v1/site', `asked ${me.asked}`)
    expect((await me.context.cookies()).length === 0, 'a cookie was set')
    const kept = await me.page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length])
    expect(kept.join() === '0,0,0', `the device holds ${kept}`)
    expect(await me.page.evaluate(() => document.activeElement === document.body), 'the question took the focus')
    return me
  },

  async 'the three answers weigh the same'({ browser, at }) {
    for (const width of [360, 1280]) {
      const me = await visitor(browser, at, { viewport: { width, height: 740 } })
      await me.panel.waitFor()
      const looks = await me.panel.locator('.answers button').evaluateAll((buttons) =>
        buttons.map((button) => {
          const { width, height, y } = button.getBoundingClientRect()
          const { color, backgroundColor, borderColor, fontSize, fontWeight } = getComputedStyle(button)
          return JSON.stringify([Math.round(width), Math.round(height), Math.round(y), color, backgroundColor, borderColor, fontSize, fontWeight])
        }),
      )
      expect(looks.length === 3 && new Set(looks).size === 1, `at ${width}: ${looks.join(' ')}`)
      expect(JSON.parse(looks[0])[1] >= 44, 'a button is hard to hit')
      const boxes = await me.panel.getByRole('switch', { includeHidden: true }).evaluateAll((boxes) => boxes.map((box) => box.checked))
      expect(boxes.join() === 'false,false,false', `switches stand at ${boxes}`)
      await me.context.close()
    }
  },

  async 'a no leaves the answer alone, and is not asked about again for half a year'({ browser, at }) {
    const me = await visitor(browser, at)
    await me.button('No to all').click()
    await me.panel.waitFor({ state: 'detached' })
    await again(me)
    expect((await me.panel.count()) === 0, 'asked again')
    expect(Object.keys(await me.stored()).join() === 'amana', 'more than the answer is stored')
    expect(!JSON.stringify(await me.answer()).includes('"id"'), 'an id is stored')
    expect(!me.asked.some((call) => call.startsWith('POST')), `sent ${me.asked}`)
    for (const [days, isAsked] of [[182, 0], [184, 1]]) {
      await grow(me, days)
      expect((await me.panel.count()) === isAsked, `after ${days} days: asked ${await me.panel.count()} times`)
    }
    return me
  },

  async 'a yes is told with its proof, and visits follow'({ browser, at }) {
    const me = await visitor(browser, at, { path: '/?email=sara%40example.test&utm_source=letter' })
    const arrived = me.arrived('Consent Preference Updated')
    await me.button('Yes to all').click()
    await arrived
    const [told, visit] = me.sent
    const { categoryPreferences, banner } = told.context.consent
    expect(told.event === 'Consent Preference Updated' && told.anonymousId.length === 32, JSON.stringify(told))
    expect(Object.values(categoryPreferences).join() === 'true,true,true', JSON.stringify(categoryPreferences))
    expect(/^[0-9a-f]{12}$/.test(banner.words) && banner.notice === '1' && banner.language === 'en', JSON.stringify(banner))
    expect(!JSON.stringify(me.sent).includes('sara'), 'the address of the page was sent with its query')
    await again(me)
    const viewed = me.arrived('Product Viewed')
    await me.page.evaluate(() => window.Amana.track('Product Viewed', { sku: 'x' }))
    await viewed
    expect(visit?.type === 'page' || me.sent.some((event) => event.type === 'page'), 'no visit was sent')
    const { campaign, consent } = me.sent.find((event) => event.type === 'page').context
    expect(campaign.source === 'letter', 'the campaign is lost')
    expect(consent === undefined, 'a visit repeats the yes')
    await me.page.waitForFunction(() => localStorage.getItem('amana.queue') === null)
    expect((await me.panel.count()) === 0, 'asked again')
    await grow(me, 364)
    expect((await me.panel.count()) === 0, 'asked before the year was over')
    await grow(me, 366)
    await me.panel.waitFor()
    expect(Object.keys(await me.stored()).length === 0, 'what was allowed for a year is kept for longer')
    return me
  },

  async 'a choice is what the switches say'({ browser, at }) {
    const me = await visitor(browser, at)
    await me.button('Choose').click()
    await me.page.getByRole('switch', { name: 'See what helps' }).check()
    const arrived = me.arrived('Consent Preference Updated')
    await me.button('Keep my choice').click()
    await arrived
    const { analytics, personalise, research } = me.sent[0].context.consent.categoryPreferences
    expect(analytics && !personalise && !research, JSON.stringify(me.sent[0].context.consent))
    // One yes among them is enough for the visit to be kept.
    const before = await kept()
    await me.page.evaluate(() => window.Amana.track('Product Viewed', {}))
    for (let tries = 0; tries < 40 && (await kept()) < before + 1; tries++) await me.page.waitForTimeout(100)
    expect((await kept()) > before, 'the visit was not kept')
    await me.page.getByRole('link', { name: 'Choices' }).click()
    const boxes = await me.page.getByRole('switch').evaluateAll((boxes) => boxes.map((box) => box.checked))
    expect(boxes.join() === 'true,false,false', `the switches stand at ${boxes}`)
    return me
  },

  async 'to take it back takes one press, as to give it did'({ browser, at }) {
    const me = await visitor(browser, at)
    const given = me.arrived('Consent Preference Updated')
    await me.button('Yes to all').click()
    await given
    await again(me)
    const id = (await me.answer()).id
    me.sent.length = 0
    const taken = me.arrived('Consent Preference Updated')
    await me.button('Take it back').click()
    await taken
    const told = me.sent.find((event) => event.event === 'Consent Preference Updated')
    expect(told.anonymousId === id && Object.values(told.context.consent.categoryPreferences).join() === 'false,false,false', JSON.stringify(told))
    expect((await me.answer()).id === undefined, 'the id stays')
    await me.page.waitForFunction(() => localStorage.getItem('amana.queue') === null)
    me.sent.length = 0
    await again(me)
    await me.page.evaluate(() => window.Amana.track('Product Viewed', {}))
    await me.page.waitForTimeout(1_500)
    expect(me.sent.length === 0, `still sent ${JSON.stringify(me.sent)}`)
    expect((await me.panel.count()) === 0, 'asked again')
    return me
  },

  async 'Global Privacy Control is heard, and said to be'({ browser, at }) {
    const init = () => Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })
    const me = await visitor(browser, at, { init, extraHTTPHeaders: { 'sec-gpc': '1' } })
    await me.panel.getByText('Global Privacy Control').waitFor()
    await me.button('Choose').click()
    expect((await me.page.getByRole('switch').count()) === 2, 'what the browser objects to is asked')
    const arrived = me.arrived('Consent Preference Updated')
    await me.button('Yes to all').click()
    await arrived
    const { analytics, personalise } = me.sent[0].context.consent.categoryPreferences
    expect(analytics && !personalise, JSON.stringify(me.sent[0].context.consent))
    return me
  },

  async 'the signal, switched on later, takes back what it objects to'({ browser, at }) {
    const me = await visitor(browser, at)
    await me.button('Yes to all').click()
    await me.page.waitForFunction(() => localStorage.getItem('amana.queue') === null)
    await me.context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }))
    await me.context.setExtraHTTPHeaders({ 'sec-gpc': '1' })
    await again(me)
    const { choices, id } = await me.answer()
    expect(id && choices.analytics && !choices.personalise && choices.research, JSON.stringify(choices))
    expect((await me.panel.count()) === 0, 'asked again')
    return me
  },

  async 'what is answered in one tab is answered in all'({ browser, at }) {
    const me = await visitor(browser, at)
    const other = await me.context.newPage()
    await other.goto(at)
    await other.getByRole('dialog').waitFor()
    await me.button('No to all').click()
    await other.getByRole('dialog').waitFor({ state: 'detached' })
    return me
  },

  async 'a keyboard is enough'({ browser, at }) {
    const me = await visitor(browser, at)
    const { keyboard } = me.page
    await me.panel.waitFor()
    const focus = () => me.page.evaluate(() => (document.activeElement?.shadowRoot?.activeElement ?? document.activeElement)?.textContent)
    const walked = []
    for (let at = 0; at < 3; at++) {
      await keyboard.press('Tab')
      walked.push(await focus())
    }
    expect(walked.join() === 'Yes to all,No to all,Choose', `walked over ${walked}`)
    await keyboard.press('Enter')
    await keyboard.press('Space')
    for (let at = 0; at < 5; at++) await keyboard.press('Tab')
    expect((await focus()) === 'Keep my choice', `at ${await focus()}`)
    await keyboard.press('Enter')
    expect((await focus()) === 'Privacy choices', `after the answer the focus is at ${await focus()}`)
    expect((await me.answer()).choices.analytics === true, 'the switch did not turn')
    await keyboard.press('Enter')
    await me.panel.waitFor()
    await keyboard.press('Escape')
    expect((await me.panel.count()) === 0 && (await focus()) === 'Privacy choices', `closed to ${await focus()}`)
    await me.page.getByRole('link', { name: 'Choices' }).press('Enter')
    await keyboard.press('Escape')
    expect((await focus()) === 'Choices', 'the focus does not go back to where it came from')
    return me
  },

  async 'what could not be sent is sent later, once'({ browser, at }) {
    const me = await visitor(browser, at)
    await me.page.route('**/v1/batch', (route) => route.abort())
    await me.button('Yes to all').click()
    await me.page.waitForFunction(() => JSON.parse(localStorage.getItem('amana.queue') ?? '[]').length === 2)
    await me.page.waitForTimeout(300)
    const tried = new Set(me.sent.map((event) => event.messageId))
    me.said.length = 0
    await me.page.unroute('**/v1/batch')
    me.sent.length = 0
    const arrived = me.arrived('Consent Preference Updated')
    await me.page.reload()
    await arrived
    expect([...tried].every((id) => me.sent.some((event) => event.messageId === id)), 'another event was made of it')
    return me
  },

  async 'a page that was put aside holds to what was decided meanwhile'({ revives, at }) {
    const me = await visitor(revives, at)
    const given = me.arrived('Consent Preference Updated')
    await me.button('Yes to all').click()
    await given
    await me.page.waitForFunction(() => localStorage.getItem('amana.queue') === null)
    await me.page.evaluate(() => (window.wasHere = true))
    await me.go('/?second')
    const taken = me.arrived('Consent Preference Updated')
    await me.button('Take it back').click()
    await taken
    await me.page.waitForFunction(() => localStorage.getItem('amana.queue') === null)
    me.sent.length = 0
    await me.page.goBack({ waitUntil: 'commit' })
    expect(await me.page.evaluate(() => window.wasHere === true), 'the page was loaded anew: nothing was tried')
    expect(await me.page.evaluate(() => window.Amana.allows('analytics') === false && window.Amana.id() === null), 'the yes came back to life')
    await me.page.evaluate(() => window.Amana.track('Product Viewed', {}))
    await me.page.waitForTimeout(1_500)
    expect(me.sent.length === 0, `still sent ${JSON.stringify(me.sent)}`)
    expect((await me.button('Take it back').count()) === 0, 'there is nothing left to take back')
    // And the other way round: a yes of meanwhile is heard.
    await me.page.evaluate(() => (window.wasHere = true))
    await me.go('/?third')
    const agreed = me.arrived('Consent Preference Updated')
    await me.button('Privacy choices').click()
    await me.button('Yes to all').click()
    await agreed
    const viewed = me.arrived('"type":"page"')
    await me.page.goBack({ waitUntil: 'commit' })
    await viewed
    expect(await me.page.evaluate(() => window.wasHere === true && window.Amana.allows('analytics')), 'the yes is not known')
    return me
  },

  async 'a no is told again until it is taken, and a yes is not'({ browser, at }) {
    const me = await visitor(browser, at)
    const refuse = (route) => route.fulfill({ status: 401, headers: { 'access-control-allow-origin': '*' }, body: '{}' })
    const waits = () => me.page.evaluate(() => JSON.parse(localStorage.getItem('amana.queue') ?? '[]').map((event) => event.event ?? event.type))
    const given = me.arrived('Consent Preference Updated')
    await me.button('Yes to all').click()
    await given
    await me.page.waitForFunction(() => localStorage.getItem('amana.queue') === null)
    await me.page.route('**/v1/batch', refuse)
    await me.page.evaluate(() => window.Amana.track('Product Viewed', {}))
    await me.page.waitForFunction(() => localStorage.getItem('amana.queue') === null)
    await me.button('Take it back').click()
    await me.page.waitForTimeout(1_500)
    expect((await waits()).join() === 'Consent Preference Updated', `waiting: ${await waits()}`)
    // Said once more, it does not push out what the store has not heard yet.
    await me.button('Privacy choices').click()
    await me.button('No to all').click()
    expect((await waits()).join() === 'Consent Preference Updated', `waiting: ${await waits()}`)
    await again(me)
    expect((await waits()).length === 1, 'the no was dropped at the next page')
    await me.page.unroute('**/v1/batch')
    const taken = me.arrived('Consent Preference Updated')
    await again(me)
    await taken
    await me.page.waitForFunction(() => localStorage.getItem('amana.queue') === null)
    me.said.length = 0
    return me
  },

  async 'who signs in after somebody is somebody else, once'({ browser, at }) {
    const me = await visitor(browser, at)
    await me.button('Yes to all').click()
    const identify = (...of) => me.page.evaluate((of) => (window.Amana.identify(...of), window.Amana.id()), of)
    const first = await identify('c-17', { plan: 'gold' }, 'f00d')
    const told = me.arrived('c-17')
    await told
    const { userId, anonymousId, context } = me.sent.find((event) => event.type === 'identify')
    expect(userId === 'c-17' && anonymousId === first && context.userHash === 'f00d', JSON.stringify(me.sent))
    expect((await identify('c-17', {}, 'f00d')) === first, 'the same person, another browser')
    const arrived = me.arrived('Consent Preference Updated')
    const nobody = await identify()
    await arrived
    expect(nobody !== first && (await identify()) === nobody && (await identify()) === nobody, 'a new id with every call')
    const second = await identify('c-18')
    expect(second === nobody && (await identify('c-19')) !== second, 'two people under one id')
    // What the browser answered is told for each of them, in the words that were read.
    await me.page.waitForFunction(() => localStorage.getItem('amana.queue') === null)
    const answers = me.sent.filter((event) => event.event === 'Consent Preference Updated')
    expect(new Set(answers.map((event) => event.anonymousId)).size === 3, JSON.stringify(answers))
    expect(new Set(answers.map((event) => event.context.consent.banner.words)).size === 1, 'other words than those that were read')
    expect(answers.every((event) => !event.userId && !event.context.userHash), 'an answer is the browser\'s')
    const late = me.sent.filter((event) => event.userId === 'c-19')
    expect(late.every((event) => event.context.userHash === undefined), 'signed with somebody else\'s')
    return me
  },

  async 'what happens as the page is left arrives'({ browser, at }) {
    const me = await visitor(browser, at)
    const arrived = me.arrived('Consent Preference Updated')
    await me.button('Yes to all').click()
    await arrived
    await me.page.waitForFunction(() => localStorage.getItem('amana.queue') === null)
    const before = await kept()
    await me.page.evaluate(() => window.Amana.track('Left', {}))
    await me.page.goto('about:blank')
    for (let tries = 0; tries < 40 && (await kept()) === before; tries++) await me.page.waitForTimeout(100)
    expect((await kept()) === before + 1, `${await kept()} events after ${before}`)
    return me
  },

  async 'a new version of the notice asks those who agreed, and only them'({ browser, at }) {
    const [yes, no] = [await visitor(browser, at), await visitor(browser, at)]
    await yes.button('Yes to all').click()
    await no.button('No to all').click()
    for (const me of [yes, no]) {
      await me.page.route('**/v1/site?*', async (route) => {
        const told = await (await route.fetch()).json()
        await route.fulfill({ json: { ...told, notice: { ...told.notice, version: '2' } }, headers: { 'access-control-allow-origin': '*' } })
      })
      await again(me)
    }
    expect((await yes.panel.count()) === 1 && (await no.panel.count()) === 0, 'asked the wrong ones')
    await no.context.close()
    return yes
  },

  async 'Arabic runs from the right'({ browser, at }) {
    const me = await visitor(browser, at, { path: '/ar' })
    await me.panel.waitFor()
    const { x, width } = await me.panel.boundingBox()
    expect(x + width > 1200, 'the question stands on the left')
    expect((await me.page.locator('amana-choices .root').getAttribute('dir')) === 'rtl', 'the question runs from the left')
    expect(/\p{Script=Arabic}/u.test(await me.panel.getByRole('heading').innerText()), 'it is not in Arabic')
    return me
  },

  async 'it is there on a phone and a desktop, in light and dark, for every eye'({ browser, at, pictures }) {
    for (const [width, height] of [[360, 740], [1280, 800]]) {
      for (const colorScheme of ['light', 'dark']) {
        for (const path of ['/', '/ar']) {
          const me = await visitor(browser, at, { path, colorScheme, viewport: { width, height } })
          const picture = (name) => me.page.screenshot({ path: join(pictures, `${path.slice(1) || 'en'}-${colorScheme}-${width}-${name}.png`) })
          const look = async (name) => {
            await picture(name)
            const faults = await judge(me.page)
            expect(faults.length === 0, `${path} ${colorScheme} ${width} ${name}: ${faults.join('\n')}`)
          }
          await me.panel.waitFor()
          await look('asked')
          await me.panel.locator('.answers button').nth(2).click()
          await look('choosing')
          await me.panel.locator('.answers button').first().click()
          await look('answered')
          await me.context.close()
        }
      }
    }
  },
}

/** How many events the program has kept so far. */
async function kept() {
  const metrics = await (await fetch(`${base}/metrics`)).text()
  return Number(metrics.match(/^amana_events_total\{outcome="kept"\} (\d+)/m)?.[1])
}

/** Makes an answer older, and comes back. */
async function grow(me, days) {
  await me.page.evaluate((at) => localStorage.setItem('amana', JSON.stringify({ ...JSON.parse(localStorage.getItem('amana')), at })), Date.now() - days * DAY)
  await again(me)
}

await main(async () => {
  const pictures = required('AMANA_SCREENSHOTS')
  mkdirSync(pictures, { recursive: true })
  // The second keeps pages that are left, as people's own browsers do.
  const [server, browser, revives] = [await shop(), await launch(), await launch({ ignoreDefaultArgs: ['--disable-back-forward-cache'] })]
  const stage = { browser, revives, pictures, at: `http://127.0.0.1:${server.address().port}` }
  for (const [name, step] of Object.entries(steps)) {
    try {
      const me = await step(stage)
      expect(!me?.said.length, `the page complained: ${me?.said.join('; ')}`)
      await me?.context.close()
      console.log(`ok  ${name}`)
    } catch (error) {
      console.error(`at "${name}"`)
      throw error
    }
  }
  await browser.close()
  await revives.close()
})
