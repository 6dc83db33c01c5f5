import { describe, expect, it } from 'vitest'
import { deskBrowser, ninaIsMine, ninaWaits } from './desk-browser.ts'

const { sit } = deskBrowser()

describe('one’s own duty', () => {
  it('is switched in the menu under one’s name, and said there and in the list of who is here', async () => {
    const { desk, page } = await sit({ fill: ninaWaits })
    const mine = page.locator('.me-button')
    await mine.click()
    const duty = page.getByRole('switch', { name: 'On duty', exact: true })
    expect(await duty.isChecked()).toBe(true)
    await duty.click()
    await page.getByText('You are off duty now.').waitFor()
    expect(await duty.isChecked()).toBe(false)
    await mine.filter({ hasText: 'agent · off duty' }).waitFor()
    const row = page.locator('.rail-member', { hasText: 'Ana Lima' })
    await row.getByText('off duty', { exact: true }).waitFor()
    await page.keyboard.press('Escape')

    await row.getByRole('switch', { name: 'You are on duty' }).click()
    await page.getByText('You are on duty now.').waitFor()
    await row.getByText('off duty', { exact: true }).waitFor({ state: 'detached' })
    const given = desk.heard.flatMap((frame) => (frame.type === 'command' ? [frame] : []))
    expect(given).toMatchObject([
      { name: 'off', thread: null, args: {} },
      { name: 'on', thread: null, args: {} },
    ])
  })

  it('stays as it was when the server refuses, with the reason', async () => {
    const { room, page } = await sit({ fill: ninaWaits })
    await page.locator('.me-button').click()
    room.refuseNext = 'Not while the house is being moved.'
    const duty = page.getByRole('switch', { name: 'On duty', exact: true })
    await duty.click()
    await page.getByText('Not while the house').waitFor()
    await expect.poll(() => duty.isChecked()).toBe(true)
  })

  it('is no matter for a creator, who answers nobody', async () => {
    const { page } = await sit({ me: 'eve', fill: ninaWaits })
    await page.locator('.me-button').click()
    await page.getByRole('switch', { name: 'Sound when someone waits' }).waitFor()
    expect(await page.getByRole('switch', { name: /on duty/i }).count()).toBe(0)
  })
})

describe('the duty of others', () => {
  it('is seen by everyone, and switched by a supervisor alone', async () => {
    const { desk, room, page } = await sit({ me: 'chi', fill: ninaWaits })
    await page.getByRole('switch', { name: 'Ben Okoro is on duty' }).click()
    await page.getByText('Ben Okoro is off duty now.').waitFor()
    expect(room.member('ben').onDuty).toBe(false)
    expect(desk.heard.at(-1)).toMatchObject({ name: 'off', args: { member: 'ben' } })

    const other = await sit({ fill: ninaWaits })
    await other.page.locator('.rail-member', { hasText: 'Ben Okoro' }).waitFor()
    expect(await other.page.getByRole('switch', { name: /Ben Okoro/ }).count()).toBe(0)
  })

  it('is shown where one picks a colleague', async () => {
    const { opens, composer, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await composer.pressSequentially('/transfer @Do')
    const dov = page.getByRole('option', { name: 'Dov Adler' })
    await dov.waitFor()
    expect(await dov.textContent()).toContain('away, off duty')
  })
})

describe('/queue', () => {
  it('shows in a dialog who waits', async () => {
    const { opens, composer, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await composer.fill('/queue')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: '/queue' })
    await dialog.waitFor()
    expect(await dialog.textContent()).toContain('#1001 Nina')
  })
})
