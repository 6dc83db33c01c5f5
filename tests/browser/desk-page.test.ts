import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { FakeRoom } from '../support/fake-desk-room.ts'
import { deskBrowser, ninaIsMine, ninaWaits } from './desk-browser.ts'

const { sit } = deskBrowser()
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Every kind of thing that a page can show. */
const busyRoom = (room: FakeRoom) => {
  ninaIsMine(room)
  room.memberSays('nina', 'ben', 'note', 'She is on the list')
  room.memberSays('nina', 'ana', 'reply', 'Held', { heldUntil: Date.now() + 60_000 })
  room.amends(room.memberSays('nina', 'ana', 'reply', 'Failed'), { failed: 'No such address.' })
  room.amends(room.memberSays('nina', 'ana', 'reply', 'Taken back'), { withdrawnAt: Date.now() })
  room.memberSays('nina', 'ana', 'note', 'Gated', { gated: true })
  room.line('nina', 'Chiara looked at this.', { tone: 'alert', for: ['ana'] })
  const intent = { id: 'refund', name: 'Refund', confidence: 0.45 }
  room.changes('nina', { priority: 'urgent', tags: ['refund'], labels: { intent } })
  room.opens('Marek', 'is it down', { openedAt: Date.now() - 40_000, priority: 'high' })
  room.opens('سامي', 'مرحبا', { openedAt: Date.now() - 90_000 })
}

async function findings(page: Page): Promise<string[]> {
  // The page's policy lets no other script in, so axe comes by the debugger.
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    // axe puts itself here.
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Finding[] }> } }
    interface Finding {
      readonly id: string
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
    }
    const { violations } = await axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
  })
}

describe.each(['light', 'dark'] as const)('in the %s', (colorScheme) => {
  it('axe finds nothing wrong with the page, a thread or a dialog', async () => {
    const { opens, composer, page } = await sit({ me: 'ana', fill: busyRoom, colorScheme })
    expect(await findings(page)).toEqual([])
    await opens('Nina')
    await page.getByText('Goes to Nina').waitFor()
    expect(await findings(page)).toEqual([])
    await page.getByRole('radio', { name: 'Note' }).check()
    expect(await findings(page)).toEqual([])
    await composer.fill('/t')
    await page.getByRole('listbox').waitFor()
    expect(await findings(page)).toEqual([])
    await composer.fill('')
    await page.getByRole('button', { name: 'Transfer' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await findings(page)).toEqual([])
  })
})

describe.each([320, 390, 760, 1100, 1440])('at %i px', (width) => {
  it('nothing stands out of the page, and list, thread and panel are all in reach', async () => {
    const { page } = await sit({ fill: busyRoom, viewport: { width, height: 700 } })
    const tooWide = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
    await page.getByRole('button', { name: /Marek/ }).waitFor()
    expect(await tooWide()).toBe(0)
    await page.getByRole('button', { name: /Marek/ }).click()
    await page.locator('article.post').waitFor()
    expect(await tooWide()).toBe(0)
    const composer = await page.locator('.composer').boundingBox()
    expect((composer?.x ?? 0) + (composer?.width ?? 0)).toBeLessThanOrEqual(width)
    const about = page.getByRole('button', { name: 'About this visitor' })
    if (await about.isVisible()) await about.click()
    await page.getByRole('complementary').getByText('Open now').waitFor()
    expect(await tooWide()).toBe(0)
  })
})

it('on a phone one pane shows at a time, and Back leads to the list', async () => {
  const { page } = await sit({ fill: ninaWaits, viewport: { width: 360, height: 700 } })
  const row = page.getByRole('button', { name: /Nina/ })
  await row.click()
  await page.locator('#composer').waitFor()
  expect(await row.isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await row.click()
  await page.locator('#composer').waitFor()
  await page.goBack()
  await row.waitFor()
})

it('an empty desk says what to do', async () => {
  const { page } = await sit()
  await page.getByText('No one is waiting').waitFor()
  expect(await page.getByRole('link', { name: 'demo site' }).getAttribute('href')).toBe('/demo')
})

it('the keyboard walks the list, the views and the help', async () => {
  const { page, audience } = await sit({ fill: busyRoom })
  await page.keyboard.press('j')
  await page.locator('.card-name').getByText('سامي').waitFor()
  await page.keyboard.press('Alt+ArrowDown')
  await page.locator('.card-name').getByText('Marek').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('k')
  await page.locator('.card-name').getByText('سامي').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('2')
  await page.getByRole('heading', { name: 'Mine' }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await page.keyboard.type('j')
  expect(await page.locator('#composer').inputValue()).toBe('j')
  await audience.waitFor()
})

it('a shortcut of one key can be switched off', async () => {
  const { page } = await sit({ fill: ninaWaits })
  await page.getByRole('button', { name: /preferences/ }).click()
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('Alt+ArrowDown')
  await page.locator('#composer').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
})

it('with Ctrl Enter as the key to send, Enter makes a line', async () => {
  const { room, opens, composer, page } = await sit({ fill: ninaIsMine })
  await page.getByRole('button', { name: /preferences/ }).click()
  await page.getByRole('radio', { name: 'Ctrl Enter' }).check()
  await page.keyboard.press('Escape')
  await opens('Nina')
  await composer.pressSequentially('One')
  await page.keyboard.press('Enter')
  await composer.pressSequentially('Two')
  expect(room.said('nina')).toHaveLength(1)
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => room.said('nina').at(-1)).toBe('reply: One\nTwo')
})

it('a theme that was chosen stays after a reload', async () => {
  const { page } = await sit()
  await page.getByRole('button', { name: /preferences/ }).click()
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.reload()
  await page.locator('.page').waitFor()
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
})

it('files come in by button, paste and drop, with what the inbox takes', async () => {
  const { room, opens, composer, send, page, post } = await sit({ fill: ninaIsMine })
  await opens('Nina')
  const picker = page.locator('input[type=file]')
  await picker.setInputFiles({
    name: 'run.exe',
    mimeType: 'application/x-msdownload',
    buffer: Buffer.from('x'),
  })
  await page.getByText('“run.exe” cannot be attached').waitFor()
  await picker.setInputFiles({ name: 'map.png', mimeType: 'image/png', buffer: Buffer.from('png') })
  await page.locator('.attached-file', { hasText: 'map.png' }).waitFor()
  await composer.evaluate((field) => {
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File(['text'], 'list.txt', { type: 'text/plain' }))
    field.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  })
  await page.locator('.attached-file', { hasText: 'list.txt' }).waitFor()
  await composer.fill('Here you are')
  await send.click()
  await post('Here you are').getByRole('img', { name: 'map.png' }).waitFor()
  await post('Here you are').getByRole('link', { name: 'list.txt' }).waitFor()
  expect(room.message(room.postsOf('nina').at(-1)?.id ?? '').files).toHaveLength(2)
})

it('two thousand threads stand in the list without being drawn, and typing stays quick', async () => {
  const { page, opens, composer } = await sit({
    fill: (room) => {
      for (let count = 1; count <= 2_000; count += 1) {
        room.opens(`Visitor ${count}`, `Question ${count}`, { openedAt: 1_000 * count })
      }
      ninaIsMine(room)
    },
  })
  await page
    .getByRole('button', { name: /Visitor 1\b/ })
    .first()
    .waitFor()
  expect(await page.locator('.row').count()).toBeLessThan(60)
  await page.locator('.rows').evaluate((rows) => rows.scrollTo(0, rows.scrollHeight))
  await page.getByRole('button', { name: /Visitor 2000/ }).waitFor()
  await opens('Nina')
  await composer.pressSequentially('quick enough')
  expect(await composer.inputValue()).toBe('quick enough')
})
