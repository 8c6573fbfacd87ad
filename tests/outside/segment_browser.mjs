// 1,000 calls of every kind by Segment's own client for browsers, in a real page of another origin, with a site key, and in
// every call the visitor's consent and the store's signature under the user id. The first fifth goes call by call, the rest in
// batches: the client has both ways, with addresses of their own (/v1/t, /v1/i … and /v1/b).
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { expect, fileOf, main, required } from './deps.mjs'
import { launch } from './browser.mjs'
import { calls, plan } from './plan.mjs'

const consent = { categoryPreferences: { analytics: true, personalise: true, marketing_email: false } }
const bundles = fileOf('@segment/analytics-next', 'dist', 'umd')

/** A shop on a port of its own, which is another origin. */
function shop() {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://shop').pathname
    if (path.startsWith('/umd/')) {
      response.setHeader('content-type', 'text/javascript')
      return response.end(readFileSync(`${bundles}/${path.slice('/umd/'.length)}`))
    }
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end('<!doctype html><title>Shop</title><script src="/umd/index.js"></script><h1>Shop</h1>')
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

/** Runs in the page. */
async function send({ host, key, consent, calls, batching }) {
  const deliveryStrategy = batching ? { strategy: 'batching', config: { size: 100, timeout: 500 } } : undefined
  const settings = { apiHost: `${host}/v1`, protocol: 'http', deliveryStrategy }
  const [analytics] = await window.AnalyticsNext.AnalyticsBrowser.load(
    { writeKey: key, cdnSettings: { integrations: { 'Segment.io': { apiKey: key, ...settings } } } },
    { integrations: { 'Segment.io': settings }, disableClientPersistence: true },
  )
  const failures = []
  analytics.on('error', (error) => failures.push(String(error.reason ?? error.code ?? error)))
  const one = ({ i, kind, userId, userHash, timestamp }) => {
    const options = { timestamp: new Date(timestamp), context: { consent, userHash } }
    switch (kind) {
      case 'identify':
        return analytics.identify(userId, { email: `${userId}@example.test`, plan: 'visitor' }, options)
      case 'track':
        return analytics.track('Product Viewed', { product_id: `p-${i}`, price: 54 }, options)
      case 'page':
        return analytics.page(undefined, 'Product', { n: i }, options)
      case 'screen':
        return analytics.screen(undefined, 'Basket', { n: i }, options)
      case 'group':
        return analytics.group(`family-${i % 7}`, { name: 'Haddad' }, options)
      case 'alias':
        return analytics.alias(userId, `browser-before-${i}`, options)
    }
  }
  for (let at = 0; at < calls.length; at += 60) {
    await Promise.all(calls.slice(at, at + 60).map(one))
  }
  return failures
}

/** How many calls a request carries: a batch, or one. */
function eventsIn(request) {
  const body = JSON.parse(request.postData() ?? '{}')
  return Array.isArray(body.batch) ? body.batch.length : 1
}

await main(async () => {
  const server = await shop()
  const browser = await launch()
  const host = required('AMANA_BASE').replace('http://', '')
  const key = required('AMANA_SITE_KEY')
  const signed = (userId) => createHmac('sha256', required('AMANA_PAGE_SECRET')).update(userId).digest('hex')
  const all = [...calls('browser')].map((call) => ({ ...call, userHash: signed(call.userId), timestamp: call.timestamp.getTime() }))
  const fifth = (plan.calls_per_kind / 5) * plan.kinds.length
  const context = await browser.newContext()
  for (const [batching, part] of [[false, all.slice(0, fifth)], [true, all.slice(fifth)]]) {
    const page = await context.newPage()
    const said = []
    page.on('console', (message) => message.type() === 'error' && said.push(message.text()))
    let answered = 0
    let delivered = 0
    page.on('response', (response) => {
      const ours = response.url().startsWith(`http://${host}/`) && response.request().method() === 'POST'
      if (ours && response.status() === 200) {
        answered++
        delivered += eventsIn(response.request())
      }
      // 204: what the client now and then reports about itself (`/v1/m`).
      if (ours && ![200, 204].includes(response.status())) said.push(`${response.url()} answered ${response.status()}`)
    })
    await page.goto(`http://127.0.0.1:${server.address().port}/`)
    const failures = await page.evaluate(send, { host, key, consent, calls: part, batching })
    // The last batch leaves after the client's own delay, which a busy machine draws out.
    for (const end = Date.now() + 60_000; delivered < part.length && Date.now() < end; ) await page.waitForTimeout(100)
    await page.waitForLoadState('networkidle')
    expect(failures.length === 0, `the client reported ${failures.length} failures, the first: ${failures[0]}`)
    expect(said.length === 0, `the page complained ${said.length} times, first: ${said[0]}`)
    expect(answered > 0, 'no request of the page was answered 200')
    console.log(`sent ${part.length} calls ${batching ? 'in batches' : 'one by one'} in ${answered} requests`)
    await page.close()
  }
  await browser.close()
})
