import { describe, expect, it } from 'vitest'
import { deskBrowser, ninaIsMine, ninaWaits } from './desk-browser.ts'

const { sit } = deskBrowser()

describe('a line that starts with /', () => {
  it('is completed and run by the keyboard alone', async () => {
    const { room, opens, reads, composer, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await composer.pressSequentially('/trans')
    await reads('Nobody is sent this')
    await page.getByRole('option', { name: '/transfer <agent> [note]' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await composer.inputValue()).toBe('/transfer ')
    await page.getByRole('option', { name: 'Ben Okoro' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    expect(await composer.inputValue()).toBe('/transfer @Ben Okoro ')
    await page.keyboard.type('she paid twice')
    await page.keyboard.press('Enter')
    await expect.poll(() => room.thread('nina').assignee?.name).toBe('Ben Okoro')
    expect(room.said('nina').at(-1)).toBe('note: she paid twice')
    await expect.poll(() => composer.inputValue()).toBe('')
  })

  it('is never sent to the visitor: an unknown one stays, with the reason', async () => {
    const { room, desk, opens, composer, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await composer.fill('/clsoe done')
    await page.keyboard.press('Enter')
    await page.getByText('There is no command “/clsoe”').first().waitFor()
    expect(await composer.inputValue()).toBe('/clsoe done')
    expect(room.said('nina')).toEqual(['visitor: Where is my parcel?'])
    expect(desk.heard.filter((frame) => frame.type === 'say')).toEqual([])
  })

  it('that is whole runs with Enter, without a detour through the list', async () => {
    const { room, opens, composer, page } = await sit({ fill: ninaWaits })
    await opens('Nina')
    await composer.pressSequentially('/claim')
    await page.keyboard.press('Enter')
    await expect.poll(() => room.thread('nina').status).toBe('claimed')
  })

  it('of a canned reply puts its words into the composer', async () => {
    const { room, opens, reads, composer, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await composer.pressSequentially('/canned shi')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect.poll(() => composer.inputValue()).toContain('Parcels leave on Tuesdays')
    await reads('To Nina')
    expect(room.said('nina')).toHaveLength(1)
  })

  it('with a long answer opens it to be read and copied', async () => {
    const { opens, composer, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await composer.fill('/help')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: '/help' })
    await dialog.getByText('/claim — Take this conversation').waitFor()
    await dialog.getByRole('button', { name: 'Copy' }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect
      .poll(() => composer.evaluate((field) => field === document.activeElement))
      .toBe(true)
  })
})

describe('a button', () => {
  it('with a form asks for what it needs, and hands the conversation over', async () => {
    const { room, opens, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await page.getByRole('button', { name: 'Transfer' }).click()
    const dialog = page.getByRole('dialog', { name: /Transfer/ })
    await dialog.getByRole('button', { name: 'Transfer' }).click()
    await dialog.getByText('Fill in “To whom”').waitFor()
    await dialog.getByRole('radio', { name: 'Ben Okoro' }).check()
    await dialog.getByLabel('Hand-over note').fill('She paid twice')
    await dialog.getByRole('button', { name: 'Transfer' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(room.thread('nina').assignee?.name).toBe('Ben Okoro')
    expect(room.said('nina').at(-1)).toBe('note: She paid twice')
  })

  it('whose form is refused keeps all that was typed, with the reason in it', async () => {
    const { room, opens, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await page.getByRole('button', { name: 'Transfer' }).click()
    const dialog = page.getByRole('dialog', { name: /Transfer/ })
    await dialog.getByRole('radio', { name: 'Dov Adler' }).check()
    await dialog.getByLabel('Hand-over note').fill('Please look')
    room.refuseNext = 'Dov is away until Monday.'
    await dialog.getByRole('button', { name: 'Transfer' }).click()
    await dialog.getByText('Dov is away until Monday.').waitFor()
    expect(await dialog.getByLabel('Hand-over note').inputValue()).toBe('Please look')
    expect(await dialog.getByRole('radio', { name: 'Dov Adler' }).isChecked()).toBe(true)
  })

  it('that comes too late says who was faster, beside it', async () => {
    const { room, opens, page } = await sit({ fill: ninaWaits })
    await opens('Nina')
    room.refuseNext = 'Ben Okoro already has this one.'
    await page.getByRole('button', { name: 'Claim', exact: true }).click()
    await page.locator('.notice').getByText('Ben Okoro already has this one.').waitFor()
    await page.getByRole('alert').getByText('Ben Okoro already has this one.').waitFor()
    expect(room.thread('nina').status).toBe('waiting')
  })

  it('to close offers the outcomes', async () => {
    const { room, opens, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await page.getByRole('button', { name: 'Close…' }).click()
    await page.getByRole('radio', { name: 'decision' }).check()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Close', exact: true })
      .last()
      .click()
    await expect.poll(() => room.thread('nina').outcome).toBe('decision')
  })
})

it('a supervisor makes an invitation with a link to copy', async () => {
  const { page } = await sit({ me: 'chi' })
  await page.getByRole('button', { name: 'Invite someone' }).click()
  await page.getByRole('button', { name: 'Make a link' }).click()
  await page.getByText('Works once, within 7 days.').waitFor()
  expect(await page.getByLabel('Link', { exact: true }).inputValue()).toContain(
    '/desk/enter?token=',
  )
})

it('a canned reply of the side panel goes into the composer', async () => {
  const { opens, composer, page } = await sit({ fill: ninaIsMine })
  await opens('Nina')
  await page.getByLabel('Search canned replies').fill('refund')
  await page.getByRole('button', { name: 'refund' }).click()
  expect(await composer.inputValue()).toContain('I have started your refund')
})
