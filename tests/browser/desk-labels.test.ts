import { describe, expect, it } from 'vitest'
import type { FakeRoom } from '../support/fake-desk-room.ts'
import { deskBrowser, ninaWaits } from './desk-browser.ts'

const { sit } = deskBrowser()

const guessed = (room: FakeRoom) => {
  ninaWaits(room)
  const confident = (id: string, name: string, confidence: number) => ({ id, name, confidence })
  room.changes('nina', {
    labels: {
      intent: confident('order-status', 'Order status', 0.86),
      department: confident('billing', 'Billing', 0.8),
      sentiment: confident('negative', 'negative', 0.9),
      language: confident('de', 'de', 0.97),
    },
  })
}

describe('what a conversation is about', () => {
  it('stands on its card, and is corrected by choosing', async () => {
    const { desk, opens, page } = await sit({ fill: guessed })
    await opens('Nina')
    const card = page.locator('.card')
    await card.getByText('Order status (86 %) · Billing · negative · de').waitFor()
    const list = card.getByLabel('It is about…')
    expect(await list.inputValue()).toBe('')
    await list.selectOption('Refund')
    await card.getByText('Refund ✓ · negative · de').waitFor()
    await expect.poll(() => list.inputValue()).toBe('refund')
    expect(desk.heard.at(-1)).toMatchObject({ name: 'label', args: { label: 'refund' } })
    expect(await list.locator('option').allTextContents()).toEqual(['Refund', 'Order status'])
  })

  it('stands in the list, too', async () => {
    const { page } = await sit({ fill: guessed })
    await page.locator('.row-about', { hasText: 'Order status' }).waitFor()
    expect(await page.locator('.row').first().innerText()).toContain('Order status')
  })

  it('is as it was when it cannot be corrected, with the reason', async () => {
    const { room, opens, page } = await sit({ fill: guessed })
    await opens('Nina')
    room.refuseNext = 'It is labelled Refund already.'
    const list = page.getByLabel('It is about…')
    await list.selectOption('Refund')
    await page.getByRole('main').getByText('It is labelled Refund already.').waitFor()
    await expect.poll(() => list.inputValue()).toBe('')
  })

  it('is not chosen by a key before the list is open', async () => {
    const { desk, opens, page } = await sit({ fill: guessed })
    await opens('Nina')
    const list = page.getByLabel('It is about…')
    await list.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Escape')
    expect(await list.inputValue()).toBe('')
    expect(desk.heard.filter(({ type }) => type === 'command')).toEqual([])
  })

  it('is not for a creator to say, who sees it all the same', async () => {
    const { opens, page } = await sit({ me: 'eve', fill: guessed })
    await opens('Nina')
    await page.getByText('Order status (86 %)').waitFor()
    expect(await page.getByLabel('It is about…').count()).toBe(0)
  })
})
