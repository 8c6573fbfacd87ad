// Going through a page by the keyboard alone, as somebody does who has no mouse: what has the focus shows it, and is not hidden.
import { expect } from './deps.mjs'

/** More than any page has stops. */
const STOPS_MAX = 250

/** Presses Tab until the focus is on what the selector finds. */
export async function tabTo(page, selector) {
  expect((await page.locator(selector).count()) > 0, `${page.url()} has no ${selector}`)
  for (let stops = 0; stops < STOPS_MAX; stops++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(lookAtFocus, selector)
    if (!at) continue
    expect(at.isShown, `${page.url()}: ${at.name} has the focus and does not show it (${at.outline})`)
    expect(at.isClear, `${page.url()}: ${at.name} has the focus and is hidden behind something`)
    if (at.isWanted) return
  }
  expect(false, `${page.url()}: Tab does not come to ${selector}`)
}

/** Goes there and presses a key, which leads to another page. */
export async function pressTo(page, selector, key = 'Enter') {
  await tabTo(page, selector)
  await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press(key)])
  await page.waitForLoadState()
}

/** Runs in the page: what has the focus, and whether a person sees that. */
function lookAtFocus(selector) {
  const active = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement
  if (!active || active === document.body) return null
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(active)
  const isShown = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && outlineColor !== 'rgba(0, 0, 0, 0)'
  const { left, right, top, bottom } = active.getClientRects()[0] ?? active.getBoundingClientRect()
  const [middle, centre] = [(left + right) / 2, (top + bottom) / 2]
  const points = [[middle, centre], [left + 3, centre], [right - 3, centre], [middle, top + 3], [middle, bottom - 3]]
  const isAt = ([x, y]) => {
    let hit = document.elementFromPoint(x, y)
    if (hit?.shadowRoot) hit = hit.shadowRoot.elementFromPoint(x, y)
    return hit && (hit === active || active.contains(hit) || hit.contains(active))
  }
  return {
    name: `<${active.localName}> “${(active.getAttribute('aria-label') ?? active.textContent ?? '').trim().slice(0, 40)}”`,
    outline: `${outlineStyle} ${outlineWidth} ${outlineColor}`,
    isShown,
    isClear: points.some(isAt),
    isWanted: active.matches(selector),
  }
}
