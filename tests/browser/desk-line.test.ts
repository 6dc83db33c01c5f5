import { describe, expect, it } from 'vitest'
import { deskBrowser, ninaIsMine, ninaWaits } from './desk-browser.ts'

const { sit } = deskBrowser()

describe('when the line breaks', () => {
  it('what is written meanwhile is kept, shown once, and sent once when it is back', async () => {
    const { desk, room, opens, composer, post, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    desk.shut()
    await page.getByText('Reconnecting…').waitFor()
    await composer.fill('Written in the dark')
    await page.keyboard.press('Enter')
    await post('Written in the dark').getByText('Sending…').waitFor()
    room.visitorSays('nina', 'Anybody there?')
    desk.open()
    await post('Written in the dark').getByText('Goes to Nina').waitFor()
    await post('Anybody there?').waitFor()
    expect(await post('Written in the dark').count()).toBe(1)
    expect(room.said('nina').filter((said) => said.includes('dark'))).toHaveLength(1)
    await page.getByText('Reconnecting…').waitFor({ state: 'detached' })
  })

  it('what the server took but could not answer is asked again, and is not there twice', async () => {
    const { desk, room, opens, composer, post, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    desk.fallSilent()
    await composer.fill('Did you get this?')
    await page.keyboard.press('Enter')
    await expect.poll(() => room.said('nina')).toHaveLength(2)
    desk.drop()
    await post('Did you get this?').getByText('Goes to Nina').waitFor()
    await expect.poll(() => desk.heard.filter((frame) => frame.type === 'say').length).toBe(2)
    await page.getByText('Sending…').waitFor({ state: 'detached' })
    expect(await post('Did you get this?').count()).toBe(1)
    expect(room.said('nina')).toHaveLength(2)
  })

  it('the page comes back with what it missed, and asks for nothing else', async () => {
    const { desk, room, opens, post, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    desk.shut()
    room.visitorSays('nina', 'While you were away')
    room.opens('Marek', 'New here')
    desk.open()
    await post('While you were away').waitFor()
    await page.getByRole('button', { name: /Marek/ }).waitFor()
    expect(desk.heard.filter((frame) => frame.type === 'hello').at(-1)?.cursor).toBeGreaterThan(0)
    expect(desk.heard.filter((frame) => frame.type === 'open').at(-1)?.change).toBeGreaterThan(0)
  })

  it('a reload loses neither what is being written nor what was not yet sent', async () => {
    const { desk, room, opens, composer, post, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    desk.fallSilent()
    await composer.fill('Sent into the silence')
    await page.keyboard.press('Enter')
    await expect.poll(() => room.said('nina')).toHaveLength(2)
    await composer.fill('And a half-written')
    desk.drop()
    await page.reload()
    await post('Sent into the silence').getByText('Goes to Nina').waitFor()
    expect(await composer.inputValue()).toBe('And a half-written')
    await expect
      .poll(() => page.evaluate(() => Object.keys(localStorage).join()))
      .not.toContain('.ask.')
    expect(room.said('nina')).toHaveLength(2)
  })
})

describe('when it is over', () => {
  it('goodbye shows why, and how to get in again', async () => {
    const { desk, page } = await sit()
    desk.goodbye('Your access was taken back by Chiara.', false)
    await page.getByText('Your access was taken back by Chiara.').waitFor()
    await page.getByText('open the sign-in link').waitFor()
    expect(await page.locator('.room').count()).toBe(0)
  })

  it('a session that ended elsewhere is noticed', async () => {
    const { desk, page } = await sit()
    desk.signOut()
    await page.getByText('You are signed out.').waitFor()
    expect(await page.locator('.room').count()).toBe(0)
  })

  it('signing out forgets the drafts of this browser', async () => {
    const { opens, composer, page } = await sit({ fill: ninaWaits })
    await opens('Nina')
    await composer.fill('Not for other eyes')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /preferences and sign out/ }).click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('**/desk/leave')
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('other eyes')
  })
})

describe('news', () => {
  it('count those who wait in the title', async () => {
    const { room, page } = await sit({ fill: ninaWaits })
    await expect.poll(() => page.title()).toBe('(1) Lantern House')
    room.opens('Marek', 'Hello')
    await expect.poll(() => page.title()).toBe('(2) Lantern House')
  })

  it('that are for me come up wherever I look, and lead to the thread', async () => {
    const { room, page, reads } = await sit({ fill: ninaIsMine })
    room.takenOverBy('nina', 'chi')
    const toast = page
      .getByRole('alert')
      .filter({ hasText: 'Chiara took this over from Ana Lima.' })
    await toast.getByRole('button', { name: 'Open' }).click()
    await reads('Note')
    expect(await page.locator('.card-name').textContent()).toBe('Nina')
  })

  it('of typing and of the whole house are shown', async () => {
    const { room, opens, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    room.tell({ type: 'typing', thread: 'nina', name: 'Nina', visitor: true, on: true })
    await page.getByText('Nina is typing…').waitFor()
    room.tell({ type: 'typing', thread: 'nina', name: 'Nina', visitor: true, on: false })
    await page.getByText('Nina is typing…').waitFor({ state: 'detached' })
    room.tell({ type: 'banner', text: 'Payments are down. We know.' })
    await page.getByText('Payments are down. We know.').waitFor()
    room.tell({ type: 'online', members: ['ana'] })
    await page.locator('.rail-member', { hasText: 'Ben' }).waitFor({ state: 'detached' })
    expect(await page.locator('.rail-member').count()).toBe(1)
  })
})
