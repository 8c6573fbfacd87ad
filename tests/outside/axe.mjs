// What axe-core and the console say of every page, in each language, theme and width.
import { expect, main } from './deps.mjs'
import { judge } from './judge.mjs'
import { tour } from './tour.mjs'

await main(async () => {
  const found = []
  let seen = 0
  await tour(async (page, { language, theme, width, name, path, expected, status, said }) => {
    const where = `${name} (${path}) in ${language}, ${theme}, ${width}`
    if (status !== expected) return found.push(`${where}: answered ${status}`)
    found.push(...(await judge(page)).map((fault) => `${where}: ${fault}`))
    found.push(...said.map((words) => `${where}: the console says ${words}`))
    seen++
  })
  expect(found.length === 0, `${found.length} faults\n${found.join('\n')}`)
  console.log(`${seen} pages without a fault`)
})
