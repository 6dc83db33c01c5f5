import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildIfStale } from '../../scripts/build-pages.ts'
import { whole } from '../support/whole.ts'
import type { Whole } from '../support/whole.ts'
import { launchChromium } from './chromium.ts'

let browser: Browser
beforeAll(async () => {
  await buildIfStale()
  browser = await launchChromium()
})
afterAll(() => browser.close())

async function page(house: Whole, address: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(8_000)
  const opened = await context.newPage()
  await opened.goto(new URL(address, house.url).href)
  return opened
}

/** A visitor who has asked, and an agent who has answered, each before their page. */
async function answered(options: BrowserContextOptions = {}) {
  const house = await whole()
  const site = await page(house, '/demo/', options)
  await site.locator('greenroom-widget button.launch').click()
  const field = site.locator('greenroom-widget textarea')
  await field.fill('Do you ship to Portugal?')
  await field.press('Enter')
  const desk = await page(house, await house.greenroom.signInLink(), options)
  await desk.getByLabel('Your name').fill('Ana')
  await desk.getByRole('button', { name: 'Join' }).click()
  await desk.getByText('Do you ship to Portugal?').first().click()
  const post = (words: string) => desk.locator('article.post', { hasText: words })
  const bubble = (words: string) =>
    site.locator('greenroom-widget .row', { hasText: words }).locator('.stack')
  const says = async (words: string) => {
    await desk.locator('textarea').last().fill(words)
    await desk.locator('textarea').last().press('Enter')
    await bubble(words).waitFor()
  }
  const claims = async () => {
    await desk.getByRole('button', { name: 'Claim', exact: true }).first().click()
    await desk.locator('#audience', { hasText: '(visitor)' }).waitFor()
  }
  return { site, desk, post, bubble, says, claims }
}

async function picks(
  post: ReturnType<Awaited<ReturnType<typeof answered>>['post']>,
  emoji: string,
) {
  await post.hover()
  await post.getByRole('button', { name: 'React' }).click()
  await post.getByRole('button', { name: emoji, exact: true }).click()
}

test('an agent’s reaction is under the visitor’s words, the visitor’s under the reply, also after a reload', async () => {
  const { site, post, bubble, says, claims } = await answered()
  await claims()
  await says('We do!')
  const asked = post('Do you ship to Portugal?')
  await asked.hover()
  await asked.getByRole('button', { name: 'React' }).click()
  await asked.getByText('sees it').waitFor()
  await asked.getByRole('button', { name: '🎉', exact: true }).click()
  await bubble('Do you ship to Portugal?').getByText('🎉').waitFor()

  const reply = site.locator('greenroom-widget .row', { hasText: 'We do!' })
  await reply.hover()
  await reply.getByRole('button', { name: 'React' }).click()
  await site.keyboard.press('ArrowRight')
  await site.keyboard.press('ArrowLeft')
  await site.keyboard.press('Enter')
  await reply.getByText('👍').waitFor()
  await post('We do!').getByRole('button', { name: /^👍/ }).waitFor()

  await site.reload()
  await site.locator('greenroom-widget button.launch').click()
  await bubble('Do you ship to Portugal?').getByText('🎉').waitFor()
  await bubble('We do!').getByText('👍').waitFor()

  await reply.hover()
  await reply.getByRole('button', { name: 'React' }).click()
  const chosen = reply.getByRole('button', { name: '👍' })
  expect(await chosen.getAttribute('aria-pressed')).toBe('true')
  await chosen.click()
  await expect.poll(() => bubble('We do!').innerText()).not.toContain('👍')
  await asked.getByRole('button', { name: /^🎉 Ana/ }).click()
  await expect.poll(() => bubble('Do you ship to Portugal?').innerText()).not.toContain('🎉')
  await expect.poll(() => post('We do!').innerText()).not.toContain('👍')
})

test('a reaction before joining stays on the desk, and says so', async () => {
  const { site, post, bubble, says, claims } = await answered()
  const asked = post('Do you ship to Portugal?')
  await asked.hover()
  await asked.getByRole('button', { name: 'React' }).click()
  await asked.getByText('Only the team sees it').waitFor()
  await asked.getByRole('button', { name: '🙏', exact: true }).click()
  await asked.getByRole('button', { name: /^🙏 Ana, not shown to/ }).waitFor()
  await claims()
  await says('We do!')
  await picks(asked, '👏')
  await bubble('Do you ship to Portugal?').getByText('👏').waitFor()
  expect(await site.locator('greenroom-widget').innerText()).not.toContain('🙏')
})

test('the desk’s sheet of emoji is left with Escape, and its button has the focus again', async () => {
  const { desk, post } = await answered()
  const asked = post('Do you ship to Portugal?')
  const button = asked.getByRole('button', { name: 'React' })
  await button.focus()
  await desk.keyboard.press('Enter')
  const first = asked.getByRole('button', { name: '👍', exact: true })
  await expect.poll(() => first.evaluate((one) => one === document.activeElement)).toBe(true)
  await desk.keyboard.press('Escape')
  await first.waitFor({ state: 'detached' })
  expect(await button.evaluate((one) => one === document.activeElement)).toBe(true)
})

test('on a phone both sheets are within the screen', async () => {
  const { site, desk, post, says, claims } = await answered({
    viewport: { width: 360, height: 640 },
    hasTouch: true,
  })
  await claims()
  await says('Yes')
  const inside = async (box: { x: number; y: number; width: number; height: number } | null) =>
    box !== null &&
    box.x >= 0 &&
    box.y >= 0 &&
    box.x + box.width <= 360 &&
    box.y + box.height <= 640
  const reply = site.locator('greenroom-widget .row', { hasText: 'Yes' })
  await reply.getByRole('button', { name: 'React' }).tap()
  expect(await inside(await reply.locator('.sheet').boundingBox())).toBe(true)
  const asked = post('Do you ship to Portugal?')
  await asked.getByRole('button', { name: 'React' }).tap()
  const sheet = asked.locator('.react-sheet')
  await sheet.getByRole('button', { name: '👍', exact: true }).waitFor()
  expect(await inside(await sheet.boundingBox())).toBe(true)
  expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
})
