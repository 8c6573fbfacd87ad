// axe-core over a page: WCAG 2.2 AA and best practice, touch targets too; and nothing wider than its window.
import { readFileSync } from 'node:fs'
import { fileOf } from './deps.mjs'

const axe = readFileSync(fileOf('axe-core', 'axe.min.js'), 'utf8')
const options = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] }

/** The faults of a page, in words. */
export async function judge(page) {
  // As the debugger does it: the page's own policy against foreign scripts stays as it is.
  await page.evaluate(axe)
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), options)
  const found = violations.map(
    ({ id, help, nodes }) => `${id}, ${help}\n    ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join('\n    ')}`,
  )
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return overflow > 0 ? [...found, `the page is ${overflow} px wider than its window`] : found
}
