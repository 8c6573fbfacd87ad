// A picture of every page, in each language, theme and width: FOLDER/en/light/phone/home.png …
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { main, required } from './deps.mjs'
import { tour } from './tour.mjs'

await main(async () => {
  const folder = required('AMANA_SCREENSHOTS')
  let taken = 0
  await tour(async (page, { language, theme, width, name }) => {
    const path = join(folder, language, theme, width, `${name}.png`)
    mkdirSync(dirname(path), { recursive: true })
    await drawn(page)
    await page.screenshot({ path, fullPage: true })
    taken++
  })
  console.log(`${taken} pictures`)
})

/** Waits for the frames, which are filled and painted only where they are in view: for the picture, everything is. */
async function drawn(page) {
  const frames = await page.locator('iframe').all()
  if (!frames.length) return
  const { width, height } = page.viewportSize()
  const whole = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.max(height, whole) })
  for (const frame of frames) await frame.contentFrame().locator('h1').waitFor()
  await page.waitForTimeout(250)
}
