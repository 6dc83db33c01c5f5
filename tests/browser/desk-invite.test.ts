import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from './accessibility.ts'
import { deskBrowser, ninaWaits } from './desk-browser.ts'
import type { FakeRoom } from '../support/fake-desk-room.ts'

const { sit } = deskBrowser()

const THREE = [
  { id: 'billing', name: 'Billing' },
  { id: 'vip', name: 'VIP support for the backstage members' },
  { id: 'sales', name: 'Продажи' },
]

const filled = (room: FakeRoom) => {
  ninaWaits(room)
  room.world = { ...room.world, teams: THREE }
}

async function invites(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Invite someone' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite someone' })
  await dialog.waitFor()
  return dialog
}

const invitation = { type: 'invite', role: 'agent' }

describe('the invitation', () => {
  it('says which teams the new member will be in: at first those of who invites', async () => {
    const { desk, page } = await sit({ me: 'chi', fill: filled })
    const dialog = await invites(page)
    const billing = dialog.getByRole('checkbox', { name: 'Billing' })
    expect(await billing.isChecked()).toBe(true)
    await billing.uncheck()
    await dialog.getByRole('checkbox', { name: /VIP/ }).check()
    await dialog.getByRole('checkbox', { name: 'Продажи' }).check()
    await dialog.getByRole('button', { name: 'Make a link' }).click()
    await page.getByRole('dialog', { name: 'Invitation' }).waitFor()
    expect(desk.heard.at(-1)).toMatchObject({ ...invitation, teams: ['vip', 'sales'] })
  })

  it('is for the only team, where there is one, and for none where it is for a creator', async () => {
    const one = (room: FakeRoom) => {
      ninaWaits(room)
      room.world = { ...room.world, teams: [{ id: 'solo', name: 'Solo' }] }
    }
    const { desk, page } = await sit({ me: 'chi', fill: one })
    const dialog = await invites(page)
    expect(await dialog.getByRole('checkbox', { name: 'Solo' }).isChecked()).toBe(true)
    await dialog.getByRole('radio', { name: /creator/ }).check()
    await dialog.getByRole('checkbox').waitFor({ state: 'detached' })
    await dialog.getByRole('button', { name: 'Make a link' }).click()
    await page.getByRole('dialog', { name: 'Invitation' }).waitFor()
    expect(desk.heard.at(-1)).toMatchObject({ type: 'invite', role: 'creator', teams: [] })
  })

  it('asks for no team where there is none', async () => {
    const none = (room: FakeRoom) => {
      ninaWaits(room)
      room.world = { ...room.world, teams: [] }
    }
    const { page } = await sit({ me: 'chi', fill: none })
    const dialog = await invites(page)
    expect(await dialog.getByRole('checkbox').count()).toBe(0)
  })

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('is read by everyone, %s and %i pixels wide', async (colorScheme, width) => {
    const viewport = { width, height: 800 }
    const { page } = await sit({ me: 'chi', fill: filled, colorScheme, viewport })
    if (width < 500)
      await page
        .getByRole('button', { name: /menu|views|channels/i })
        .first()
        .click()
    const dialog = await invites(page)
    expect(await violations(page)).toEqual([])
    const box = await dialog.boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
  })
})

describe('the list of who is here', () => {
  it('shows the teams of each', async () => {
    const { page } = await sit({ fill: filled })
    const row = (name: string) => page.locator('.rail-member', { hasText: name })
    await row('Ben Okoro').getByText('Billing, VIP support for the backstage members').waitFor()
    expect(await row('Ana Lima').textContent()).toContain('Billing')
  })
})

describe('/team', () => {
  it('is filled in from the search, with teams to tick, or none', async () => {
    const { desk, page } = await sit({ me: 'chi', fill: filled })
    await page.locator('.rail-find').click()
    await page.getByRole('combobox').fill('/team')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: '/team' })
    await dialog.getByRole('radio', { name: /Dov Adler/ }).check()
    const tick = (name: RegExp) => dialog.getByRole('checkbox', { name })
    await tick(/none/).check()
    await tick(/Billing/).check()
    expect(await tick(/none/).isChecked()).toBe(false)
    await tick(/VIP/).check()
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('button', { name: '/team' }).click()
    await expect
      .poll(() => desk.heard.at(-1))
      .toMatchObject({
        type: 'command',
        name: 'team',
        args: { member: 'Dov Adler', teams: 'Billing, VIP support for the backstage members' },
      })
  })
})
