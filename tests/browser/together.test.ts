import type { Browser, Page } from 'playwright-core'
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

async function page(house: Whole, address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  context.setDefaultTimeout(20_000)
  const opened = await context.newPage()
  await opened.goto(new URL(address, house.url).href)
  return opened
}

/** Someone at the demo page, with the widget open. */
async function visitor(house: Whole) {
  const site = await page(house, '/demo/')
  await site.locator('greenroom-widget button.launch').click()
  const field = site.locator('greenroom-widget textarea')
  await field.waitFor()
  return {
    site,
    async says(words: string) {
      await field.fill(words)
      await field.press('Enter')
    },
    sees: (words: string) => site.locator('greenroom-widget').getByText(words).waitFor(),
    text: () => site.locator('greenroom-widget').innerText(),
  }
}

/** An administrator at the desk, who came in by the link that a start prints. */
async function agent(house: Whole) {
  const desk = await page(house, await house.greenroom.signInLink())
  await desk.getByLabel('Your name').fill('Ana')
  await desk.getByRole('button', { name: 'Join' }).click()
  return {
    desk,
    press: (name: string | RegExp) =>
      desk.getByRole('button', { name, exact: true }).first().click(),
    opens: (words: string) => desk.getByText(words).first().click(),
    async types(words: string) {
      await desk.locator('textarea').last().fill(words)
      await desk.locator('textarea').last().press('Enter')
    },
    sees: (words: string | RegExp) => desk.getByText(words).first().waitFor(),
  }
}

test('a visitor and an agent talk, and nothing is read by whom it was not meant for', async () => {
  const house = await whole({ undo: '4s' })
  const [nina, ana] = [await visitor(house), await agent(house)]
  await nina.says('When do you play in Lisbon?')
  await ana.opens('When do you play in Lisbon?')

  await ana.types('who is this again')
  await ana.sees('Kept as a note: you had not joined.')
  await ana.press('Claim')
  await ana.types('On the 9th of May!')
  await ana.sees(/Goes to .* in/)
  await ana.press(/Undo/)
  await ana.types('On the 9th of May, at eight.')
  await nina.sees('On the 9th of May, at eight.')
  await ana.sees('Seen')

  await nina.site.reload()
  await nina.site.locator('greenroom-widget button.launch').click()
  await nina.sees('On the 9th of May, at eight.')
  await nina.sees('When do you play in Lisbon?')
  expect(await nina.text()).not.toContain('who is this again')
  expect(await nina.text()).not.toContain('May!')
})

test('a visitor who loses the network writes on, and it all arrives once', async () => {
  const house = await whole()
  const [nina, ana] = [await visitor(house), await agent(house)]
  await nina.says('Lisbon')
  await ana.opens('Lisbon')
  await nina.site.context().setOffline(true)
  await nina.says('Porto')
  await nina.says('Faro')
  await nina.site.context().setOffline(false)
  const bubbles = ana.desk.getByRole('log').locator('.bubble')
  const texts = async () => (await bubbles.allInnerTexts()).map((text) => text.trim())
  await expect.poll(texts, { timeout: 20_000 }).toEqual(['Lisbon', 'Porto', 'Faro'])
})

test('every button of the demo pages that speaks of the chat opens it, on a phone from edge to edge', async () => {
  const house = await whole()
  for (const address of ['/demo/', '/demo/shop.html?left']) {
    const site = await page(house, address)
    await site.setViewportSize({ width: 390, height: 780 })
    await site.locator('[data-opens-chat]').click()
    const panel = site.locator('greenroom-widget .panel')
    if (address.endsWith('left')) {
      await site.locator('greenroom-widget').evaluate((host) => (host.dataset['position'] = 'left'))
    }
    await panel.waitFor()
    await expect.poll(async () => (await panel.boundingBox())?.x, { timeout: 20_000 }).toBe(0)
    expect((await panel.boundingBox())?.width).toBe(390)
  }
})
