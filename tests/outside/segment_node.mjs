// 1,000 calls of every kind by Segment's own client for Node.js, with a server key, and the customer's consent to analytics: what
// somebody looks at is kept on no other basis.
import { expect, load, main, required } from './deps.mjs'
import { calls } from './plan.mjs'

const { Analytics } = load('@segment/analytics-node')

function make(analytics, { i, kind, userId, timestamp }) {
  const common = { userId, timestamp, context: { consent: { categoryPreferences: { analytics: true } } } }
  switch (kind) {
    case 'identify':
      return analytics.identify({ ...common, traits: { email: `${userId}@example.test`, first_name: 'ليلى', plan: 'gold' } })
    case 'track':
      return analytics.track({ ...common, event: 'Product Viewed', properties: { product_id: `p-${i}`, price: 18.9, currency: 'USD' } })
    case 'page':
      return analytics.page({ ...common, name: 'Product', properties: { url: `https://shop.example/p/${i}`, title: 'زعفران' } })
    case 'screen':
      return analytics.screen({ ...common, name: 'Basket', properties: { items: i % 5 } })
    case 'group':
      return analytics.group({ ...common, groupId: `family-${i % 7}`, traits: { name: 'خانواده' } })
    case 'alias':
      return analytics.alias({ ...common, previousId: `node-before-${i}` })
  }
}

await main(async () => {
  const analytics = new Analytics({ writeKey: required('AMANA_SERVER_KEY'), host: required('AMANA_BASE'), flushAt: 100 })
  const failures = []
  analytics.on('error', (error) => failures.push(error))
  let made = 0
  for (const call of calls('node')) {
    make(analytics, call)
    // Its queue drops what comes faster than it can send.
    if (++made % 600 === 0) await analytics.flush({ timeout: 60_000 })
  }
  await analytics.closeAndFlush({ timeout: 120_000 })
  expect(failures.length === 0, `the client reported ${failures.length} failures, the first: ${JSON.stringify(failures[0])}`)
  console.log(`sent ${made} calls`)
})
