// What the stories of the demo's shop have in common: somebody agrees, buys, and finds their letters.
import { expect } from './deps.mjs'

/** The link in the newest letter to them: in the demo letters are read in the admin. */
export async function mailedLink(staff, base, me) {
  for (let tries = 0; tries < 60; tries++) {
    await staff.goto(`${base}/admin/customers?q=${encodeURIComponent(me.email)}`)
    const customer = await staff.locator('main a[href^="/admin/customers/cus_"]').first().evaluate((link) => link.pathname)
    await staff.goto(`${base}${customer}?tab=messages`)
    const hrefs = await staff.locator('main a[href^="/admin/messages/msg_"]').evaluateAll((links) => links.map((link) => link.pathname))
    for (const href of hrefs) {
      const letter = await staff.context().request.get(`${base}${href}/preview`)
      const link = (await letter.text()).match(/https?:\/\/[^"'\s<]*\/privacy\/open\/[\w-]+/)?.[0]
      if (letter.ok() && link) return link
    }
    await staff.waitForTimeout(250)
  }
  expect(false, 'no letter holds the link')
}

/** The letters to somebody, as the admin has them: the address of each one's page and what its line says. */
export async function lettersTo(staff, base, me) {
  await staff.goto(`${base}/admin/customers?q=${encodeURIComponent(me.email)}`)
  const found = staff.locator('main a[href^="/admin/customers/cus_"]')
  if ((await found.count()) === 0) return []
  const customer = await found.first().evaluate((link) => link.pathname)
  await staff.goto(`${base}${customer}?tab=messages`)
  return staff.locator('main a[href^="/admin/messages/msg_"]').evaluateAll((links) =>
    links.map((link) => ({ href: link.pathname, line: (link.closest('tr') ?? link.closest('li') ?? link).innerText })),
  )
}

/** Answers the question: yes to what suits them, no to the rest. */
export async function agree(page, base) {
  await page.goto(`${base}/demo/shop`)
  const panel = page.getByRole('dialog')
  await panel.waitFor()
  await panel.locator('.answers button').nth(2).click()
  await panel.locator('input[name=personalise]').check()
  const told = page.waitForResponse((answer) => answer.ok() && (answer.request().postData() ?? '').includes('Consent Preference Updated'))
  await panel.locator('.answers button').nth(2).click()
  await told
}

/** Puts the first thing of the shop into the cart. */
export async function putIntoCart(page, base) {
  await page.goto(`${base}/demo/shop`)
  await page.locator('.shop-card a').first().click()
  await page.locator('form[action="/demo/cart"] button').click()
  await page.waitForURL((url) => url.pathname === '/demo/cart')
}

/** Orders what is in the cart, and asks for the news. */
export async function order(page, base, { name, email }) {
  await page.goto(`${base}/demo/checkout`)
  await page.locator('input[name=name]').fill(name)
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=news]').check()
  await page.locator('form[action="/demo/checkout"] button[type=submit]').click()
  await page.waitForURL((url) => url.pathname === '/demo/thanks')
}
