// A cart left alone, in real browsers: its letter comes after the wait, in the reader's language; and to whoever took their agreement
// back in between it does not, which is said where one looks.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, main, required } from './deps.mjs'
import { demoLogin, logIn } from './admin.mjs'
import { launch } from './browser.mjs'
import { agree, lettersTo, mailedLink, order, putIntoCart } from './shopper.mjs'

const base = required('AMANA_BASE')
const pictures = required('AMANA_SCREENSHOTS')
/** The demo's journey waits a minute. */
const WAIT_MS = 120_000
const people = [
  { language: 'en', name: 'Maya Khalil', subject: /left|cart|waiting/i },
  { language: 'ar', name: 'مايا خليل', subject: /[\u0600-\u06ff]/ },
  { language: 'fa', name: 'مایا خلیلی', subject: /[\u0600-\u06ff]/ },
  { language: 'en', name: 'Omar Saleh', withdraws: true },
]

/** Somebody the store knows, who then leaves something in the cart. */
async function leaveCart(browser, person, number) {
  const locale = person.language === 'en' ? 'en-US' : person.language
  const context = await browser.newContext({ locale, viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const me = { ...person, email: `cart-${number}-${person.language}-${Date.now()}@example.test`, page }
  await agree(page, base)
  await putIntoCart(page, base)
  await order(page, base, me)
  const told = page.waitForResponse((answer) => answer.ok() && (answer.request().postData() ?? '').includes('"Product Added"'))
  await putIntoCart(page, base)
  await told
  me.left = Date.now()
  return me
}

async function withdraw(staff, me) {
  await me.page.goto(`${base}/privacy`)
  await me.page.locator('input[name=email]').fill(me.email)
  await me.page.locator('form[action="/privacy/link"] button').click()
  await me.page.goto(await mailedLink(staff, base, me))
  await me.page.locator('form[action^="/privacy/open/"] button').click()
  await me.page.waitForURL((url) => url.pathname === '/privacy')
  await me.page.locator('input[name=agreed][value=marketing_email]').uncheck()
  await me.page.locator('.save-bar button[type=submit]').click()
  await me.page.waitForURL((url) => url.search === '?done=saved')
  expect(Date.now() - me.left < 55_000, 'it took so long that the wait may be over')
}

/** The letter about the cart, once it has come to its end. */
async function cartLetter(staff, me) {
  while (Date.now() - me.left < WAIT_MS) {
    for (const letter of await lettersTo(staff, base, me)) {
      if (/cart.*kept in folder/is.test(letter.line)) return { ...letter, after: Date.now() - me.left }
    }
    await staff.waitForTimeout(1_000)
  }
  expect(false, `no letter about the cart reached ${me.email}; there are ${JSON.stringify(await lettersTo(staff, base, me))}`)
}

/** Letters about carts that were not sent, the newest first. Whoever took their agreement back shares no list of their own. */
async function notSent(staff) {
  await staff.goto(`${base}/admin/messages?state=withheld`)
  const links = await staff.locator('main a[href^="/admin/messages/msg_"]').evaluateAll((links) =>
    links.map((link) => ({ href: link.pathname, line: (link.closest('tr') ?? link.closest('li') ?? link).innerText })),
  )
  return links.filter((letter) => /cart/i.test(letter.line))
}

async function withheldLetter(staff, me, before) {
  while (Date.now() - me.left < WAIT_MS) {
    const [newest] = await notSent(staff)
    if (newest && newest.href !== before?.href) return newest
    await staff.waitForTimeout(1_000)
  }
  expect(false, `nothing says that the letter to ${me.email} was not sent`)
}

await main(async () => {
  mkdirSync(pictures, { recursive: true })
  const browser = await launch()
  const staff = await (await browser.newContext({ locale: 'en-US' })).newPage()
  await logIn(staff, base, demoLogin(required('AMANA_PRINTED')))
  const shoppers = []
  const [before] = await notSent(staff)
  for (const [number, person] of people.entries()) shoppers.push(await leaveCart(browser, person, number))
  for (const me of shoppers.filter((one) => one.withdraws)) await withdraw(staff, me)
  for (const me of shoppers) {
    const letter = await (me.withdraws ? withheldLetter(staff, me, before) : cartLetter(staff, me))
    expect(me.withdraws || letter.after > 55_000, `the letter of ${me.email} came after ${letter.after} ms`)
    await staff.goto(`${base}${letter.href}`)
    const where = `cart-${me.language}-${me.withdraws ? 'withdrawn' : 'sent'}`
    await staff.screenshot({ path: join(pictures, `${where}.png`), fullPage: true })
    if (me.withdraws) {
      const words = await staff.locator('main').innerText()
      expect(/consent|agree|withdr|refus|said no/i.test(words), `the letter's page does not say why it was not sent: ${words}`)
      continue
    }
    const preview = await me.page.context().newPage()
    const body = await (await staff.context().request.get(`${base}${letter.href}/preview`)).text()
    await preview.setContent(body)
    await preview.screenshot({ path: join(pictures, `${where}-letter.png`), fullPage: true })
    expect(me.subject.test(body), `the letter of ${me.email} is in another language`)
  }
  console.log(`ok  ${shoppers.length} carts left alone`)
  await browser.close()
})
