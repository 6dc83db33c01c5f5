import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from './chromium.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test('a person can press a button on a page, and see it', async () => {
  const page = await browser.newPage()
  await page.setContent(`<button onclick="this.textContent = 'Pressed'">Press</button>`)
  await page.getByRole('button', { name: 'Press' }).click()
  expect(await page.getByRole('button').textContent()).toBe('Pressed')
  expect((await page.screenshot()).byteLength).toBeGreaterThan(1000)
  await page.close()
})

test('the browser keeps one site from reading another', async () => {
  const [here, elsewhere] = await Promise.all([site(), site()])
  const page = await browser.newPage()
  await page.goto(here.url)
  const read = (url: string) => page.evaluate(async (address) => (await fetch(address)).text(), url)
  expect(await read(here.url)).toBe('hello')
  await expect(read(elsewhere.url)).rejects.toThrow('Failed to fetch')
  await page.close()
  here.server.close()
  elsewhere.server.close()
})

async function site(): Promise<{ server: Server; url: string }> {
  const server = createServer((_, response) => response.end('hello'))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  // A TCP server's address is never a string.
  const { port } = server.address() as AddressInfo
  return { server, url: `http://127.0.0.1:${port}/` }
}
