import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { buildIfStale } from '../../scripts/build-pages.ts'
import { startFakeWidgetServer, type FakeWidgetServer } from '../support/fake-widget-server.ts'
import { launchChromium } from './chromium.ts'

/** A visitor at a page of a site that carries the widget. */
export interface Visitor {
  readonly page: Page
  readonly launcher: Locator
  readonly panel: Locator
  readonly field: Locator
  /** What the log shows, message by message. */
  bubbles(): Promise<string[]>
  open(): Promise<void>
  say(text: string): Promise<void>
  /** As the site would: `Greenroom('close')`. */
  asks(command: string): Promise<void>
  /** Waits until the log shows exactly these. */
  sees(...texts: string[]): Promise<void>
}

export interface House {
  readonly server: FakeWidgetServer
  visitor(options?: BrowserContextOptions, site?: string): Promise<Visitor>
  /** Another page of the same browser. */
  another(visitor: Visitor): Promise<Visitor>
}

/** A fresh server for each test, and one browser for them all. */
export function widgetHouse(): House {
  let browser: Browser
  let server: FakeWidgetServer
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    await buildIfStale(['widget', 'demo'])
    browser = await launchChromium()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    server = await startFakeWidgetServer()
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
    await server.stop()
  })

  return {
    get server() {
      return server
    },
    async visitor(options = {}, site = server.site) {
      const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
      contexts.push(context)
      context.setDefaultTimeout(8_000)
      const page = await context.newPage()
      await page.goto(site)
      return visitorAt(page)
    },
    async another({ page }) {
      const other = await page.context().newPage()
      await other.goto(server.site)
      return visitorAt(other)
    },
  }
}

function visitorAt(page: Page): Visitor {
  const panel = page.getByRole('dialog')
  const field = panel.getByRole('textbox')
  const texts = panel.locator('.bubble, .picture, .file')
  const visitor: Visitor = {
    page,
    panel,
    field,
    launcher: page.locator('greenroom-widget button.launch'),
    bubbles: () => texts.allInnerTexts(),
    async open() {
      await visitor.launcher.click()
      await field.waitFor()
    },
    async say(text) {
      await field.fill(text)
      await field.press('Enter')
    },
    async asks(command) {
      await page.evaluate((name) => {
        const site = window as unknown as { Greenroom: (name: string) => void }
        site.Greenroom(name)
      }, command)
    },
    async sees(...wanted) {
      await page.waitForFunction((all) => {
        const root = document.querySelector('greenroom-widget')?.shadowRoot
        const shown = [...(root?.querySelectorAll('.bubble, .picture, .file') ?? [])]
        return JSON.stringify(shown.map((each) => each.textContent)) === JSON.stringify(all)
      }, wanted)
    },
  }
  return visitor
}
