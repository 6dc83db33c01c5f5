import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { buildIfStale } from '../../scripts/build-pages.ts'
import { FakeRoom } from '../support/fake-desk-room.ts'
import type { FakeDesk } from '../support/fake-desk-server.ts'
import { startFakeDesk } from '../support/fake-desk-server.ts'
import { launchChromium } from './chromium.ts'

/** A member before the desk, with a room that the test moves. */
export interface Sitting {
  readonly desk: FakeDesk
  readonly room: FakeRoom
  readonly page: Page
  readonly composer: Locator
  /** The bar that says who reads what is typed. */
  readonly audience: Locator
  readonly send: Locator
  /** Opens the thread of a visitor, from whatever view shows it. */
  opens(visitor: string): Promise<void>
  /** A message in the thread, by its words. */
  post(words: string): Locator
  /** Resolves when the bar says this. */
  reads(words: string): Promise<void>
}

export interface Setting extends BrowserContextOptions {
  readonly me?: string
  readonly fill?: (room: FakeRoom) => void
}

/** One browser for a file; every page and server that `sit` opened is closed after each test. */
export function deskBrowser(): { sit(setting?: Setting): Promise<Sitting> } {
  let browser: Browser
  const endings: (() => Promise<void>)[] = []

  beforeAll(async () => {
    await buildIfStale(['desk'])
    browser = await launchChromium()
  })
  afterEach(async () => {
    for (const end of endings.splice(0)) await end()
  })
  afterAll(async () => {
    await browser.close()
  })

  async function sit({ me, fill, ...options }: Setting = {}): Promise<Sitting> {
    const room = new FakeRoom(me)
    fill?.(room)
    const desk = await startFakeDesk(room)
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
      ...options,
    })
    const page = await context.newPage()
    page.setDefaultTimeout(8_000)
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    endings.push(async () => {
      await context.close()
      await desk.stop()
      if (errors.length > 0) throw new Error(`The page broke: ${errors.join('; ')}`)
    })
    await page.goto(`${desk.url}/desk/`)
    await page.locator('.page').waitFor()
    return { desk, room, page, ...handles(page) }
  }
  return { sit }
}

function handles(page: Page) {
  const audience = page.locator('#audience')
  return {
    composer: page.locator('#composer'),
    audience,
    send: page.locator('.send'),
    post: (words: string) => page.locator('article.post', { hasText: words }),
    reads: (words: string) => audience.filter({ hasText: words }).waitFor(),
    async opens(visitor: string) {
      await finds(page)
      await page.getByRole('combobox').fill(visitor)
      await page.keyboard.press('Enter')
      await page.locator('article.post').first().waitFor()
    },
  }
}

/** Nina waits, with one message. */
export const ninaWaits = (room: FakeRoom) => {
  room.opens('Nina', 'Where is my parcel?', { id: 'nina' })
}

/** Nina is Ana's. */
export const ninaIsMine = (room: FakeRoom) => {
  ninaWaits(room)
  room.claimedBy('nina', 'ana')
}

/** Opens the search; a page that is not quite there yet does not hear the first press. */
async function finds(page: Page): Promise<void> {
  const search = page.getByRole('combobox')
  for (let tries = 0; tries < 5 && !(await search.isVisible()); tries += 1) {
    await page.keyboard.press('Control+k')
    await search.waitFor({ timeout: 1_500 }).catch(() => undefined)
  }
}
