// What the browser scripts assume about the admin: addresses, labels, how one logs in. Everything else asks here.
import { expect } from './deps.mjs'

/** The languages, by code, as the language switch names them. */
export const languages = { en: 'English', ar: 'العربية', fa: 'فارسی' }
export const themes = ['light', 'dark']

/** The admin's pages by name; `{…}` becomes what stands there in the first such link on the page above it. */
export const pages = {
  home: '/admin',
  'home-day': '/admin?range=day',
  customers: '/admin/customers',
  'customers-all': '/admin/customers?show=all',
  'customers-found': '/admin/customers?q=sara%40example.test',
  'customers-none': '/admin/customers?q=nobody',
  customer: '/admin/customers/{customer}',
  'customer-orders': '/admin/customers/{customer}?tab=orders',
  'customer-messages': '/admin/customers/{customer}?tab=messages',
  'customer-consents': '/admin/customers/{customer}?tab=consents',
  'customer-looks': '/admin/customers/{customer}?tab=looks',
  templates: '/admin/templates',
  template: '/admin/templates/{template}',
  'template-edit': '/admin/templates/{template}/edit',
  'template-edit-fa': '/admin/templates/{template}/edit?lang=fa',
  messages: '/admin/messages',
  'messages-none': '/admin/messages?state=failed',
  message: '/admin/messages/{message}',
  live: '/admin/live',
  'live-none': '/admin/live?event=nothing',
  'set-aside': '/admin/set-aside',
  'set-aside-event': '/admin/set-aside/{event}',
  'third-parties': '/admin/privacy/third-parties',
  settings: '/admin/settings',
  'settings-keys': '/admin/settings/keys',
  'settings-keys-new': '/admin/settings/keys/new',
  'settings-keys-new-site': '/admin/settings/keys/new?scope=site',
  'settings-keys-revoke': '/admin/settings/keys/{key}/revoke',
  'settings-email': '/admin/settings/email',
  'settings-rules': '/admin/settings/rules',
  'settings-rules-ar': '/admin/settings/rules?lang=ar',
  'settings-rules-fa': '/admin/settings/rules?lang=fa',
  'settings-website': '/admin/settings/website',
  'settings-website-preview': '/admin/settings/website/preview',
  'settings-people': '/admin/settings/people',
  'settings-people-new': '/admin/settings/people/new',
  'settings-person': '/admin/settings/people/{person}',
  'settings-teams': '/admin/settings/teams',
  'settings-audit': '/admin/settings/audit',
  'settings-looks': '/admin/settings/looks',
  'settings-retention': '/admin/settings/retention',
  'privacy-notices': '/admin/privacy/notices',
  'privacy-notice-draft': '/admin/privacy/notices/draft',
  'privacy-processing': '/admin/privacy/processing',
  'privacy-benefits': '/admin/privacy/benefits',
  'privacy-requests': '/admin/privacy/requests',
  'privacy-requests-new': '/admin/privacy/requests/new',
  'settings-consent': '/admin/settings/consent',
  password: '/admin/password',
  missing: '/admin/nowhere',
}

/** Pages that are there to say that nothing is. */
export const statuses = { missing: 404 }

/** Pages that are seen without a login. */
export const publicPages = {
  login: '/login',
  shop: '/demo/shop',
  'shop-product': '/demo/shop/COF-0101',
  'shop-cart': '/demo/cart',
  'privacy-notice': '/privacy/notice',
  privacy: '/privacy',
}

/** The address with /setup?token=… that a first start prints. */
export function setupLink(printed) {
  const link = printed.match(/https?:\/\/\S*\/setup\?token=[^\s"']+/)?.[0]
  expect(link, 'the program printed no set-up link')
  return link
}

/** The e-mail address and password that `amana demo` prints. */
export function demoLogin(printed) {
  const email = printed.match(/[\w.+-]+@[\w-]+\.[\w.-]*\w/)?.[0]
  const password = printed.match(/password:?\s+(\S+)/i)?.[1]
  expect(email && password, 'the program printed no e-mail address and password')
  return { email, password }
}

export async function logIn(page, base, { email, password }) {
  await page.goto(`${base}/login`)
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(password)
  await page.locator('form:has(input[name=password]) button[type=submit]').click()
  await page.waitForURL((url) => url.pathname.startsWith('/admin'))
}

/** The languages are links or buttons of a form that name themselves; the page comes back in that language. */
export async function switchLanguage(page, code) {
  const choice = page.locator(`[lang="${code}"]:is(a, button), select[name=locale]`).first()
  if ((await choice.evaluate((element) => element.tagName)) === 'SELECT') {
    await choice.selectOption(code)
  } else {
    const menu = choice.locator('xpath=ancestor::details[1]')
    if ((await menu.count()) && !(await menu.evaluate((element) => element.open))) await menu.locator('summary').click()
    await choice.click()
  }
  await page.locator(`html[lang="${code}"]`).waitFor()
}

/** The addresses of all pages, with the first customer, message and so on filled in. */
export async function addresses(page, base) {
  const found = {}
  for (const [name, path] of Object.entries(pages)) {
    const [list, rest] = path.split(/\{\w+\}/)
    if (rest === undefined) {
      found[name] = path
      continue
    }
    await page.goto(base + list.slice(0, -1))
    const hrefs = await page.locator(`main a[href^="${list}"]`).evaluateAll((links) => links.map((link) => link.pathname))
    // Ids are long: `/new` is none.
    const id = hrefs.map((href) => href.slice(list.length).split('/')[0]).find((id) => id.length > 20)
    expect(id, `${list} links to nothing`)
    found[name] = list + id + rest
  }
  return found
}
