import { describe, expect, it } from 'vitest'
import { deskBrowser, ninaWaits } from './desk-browser.ts'

const { sit } = deskBrowser()

describe('a conversation that is moved to another chat while it is open here', () => {
  it('says where it went, leads there, and takes no more words', async () => {
    const { room, page, opens, composer } = await sit({ fill: ninaWaits })
    await opens('Nina')
    await composer.waitFor()
    const [id = ''] = room.threads.keys()
    const link = 'https://lanterns.slack.com/archives/C1/p1'
    room.changes(id, { movedTo: [{ name: 'Slack', link }], buttons: [] })
    await page.getByText('nothing can be written here').waitFor()
    expect(await composer.count()).toBe(0)
    expect(await page.locator('.card .status').textContent()).toBe('Moved to Slack')
    expect(await page.getByRole('link', { name: 'Open in Slack' }).getAttribute('href')).toBe(link)
    expect(await page.locator('.rail-item', { hasText: 'Waiting' }).locator('.count').count()).toBe(
      0,
    )
    await page.locator('.rail-item', { hasText: 'support' }).click()
    await page.locator('.row', { hasText: 'Moved to Slack' }).waitFor()
  })
})
