import { describe, expect, it } from 'vitest'
import { deskBrowser, ninaIsMine, ninaWaits } from './desk-browser.ts'

const { sit } = deskBrowser()
const TO_NINA = 'To Nina (visitor) — everyone sees it'
const TO_TEAM = 'Note — only the team sees this'

describe('before one has joined', () => {
  it('the composer says that only the team reads it, and so it is', async () => {
    const { room, opens, reads, composer, send, page } = await sit({ fill: ninaWaits })
    await opens('Nina')
    await reads(TO_TEAM)
    expect(await send.textContent()).toContain('Save note')
    await composer.fill('Ask the warehouse first')
    await page.keyboard.press('Enter')
    await page.getByText('Note · only the team sees this').waitFor()
    expect(room.said('nina')).toEqual([
      'visitor: Where is my parcel?',
      'note: Ask the warehouse first',
    ])
  })

  it('a note that could have been a reply is sent by one press, but one by // never is', async () => {
    const { room, opens, composer, post, page } = await sit({ fill: ninaWaits })
    await opens('Nina')
    await composer.fill('// for our eyes')
    await page.keyboard.press('Enter')
    await composer.fill('It is on its way')
    await page.keyboard.press('Enter')
    await post('It is on its way').getByRole('button', { name: 'Claim and send' }).click()
    await expect.poll(() => room.said('nina').at(-1)).toBe('reply: It is on its way')
    expect(await post('for our eyes').getByRole('button', { name: /send/i }).count()).toBe(0)
  })

  it('“Claim to reply” turns the composer to the visitor', async () => {
    const { room, opens, reads, composer, send, page } = await sit({ fill: ninaWaits })
    await opens('Nina')
    await page.getByRole('button', { name: 'Claim to reply' }).click()
    await reads(TO_NINA)
    expect(await send.textContent()).toContain('Send to Nina')
    await composer.fill('It left this morning')
    await page.keyboard.press('Enter')
    await expect.poll(() => room.said('nina').at(-1)).toBe('reply: It left this morning')
  })

  it('words begun as a note stay one when a supervisor assigns the conversation meanwhile', async () => {
    const { room, opens, reads, composer, page } = await sit({ fill: ninaWaits })
    await opens('Nina')
    await composer.fill('She is a difficult one')
    room.claimedBy('nina', 'ana')
    await page.getByText('What you began as a note stays a note').waitFor()
    await reads(TO_TEAM)
    await page.keyboard.press('Enter')
    await expect.poll(() => room.said('nina').at(-1)).toBe('note: She is a difficult one')
    await reads(TO_NINA)
  })
})

describe('once joined', () => {
  it('the composer is for the visitor, in word and colour, with a toggle to a note', async () => {
    const { opens, reads, send, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await reads(TO_NINA)
    const colour = () =>
      page.locator('.audience').evaluate((bar) => getComputedStyle(bar).backgroundColor)
    const forVisitor = await colour()
    await page.getByRole('radio', { name: 'Note' }).check()
    await reads(TO_TEAM)
    expect(await send.textContent()).toContain('Save note')
    expect(await colour()).not.toBe(forVisitor)
  })

  it('// makes a note of it at once, and taking it away a reply again', async () => {
    const { room, opens, reads, composer, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await composer.pressSequentially('//')
    await reads(TO_TEAM)
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await reads(TO_NINA)
    await composer.pressSequentially('// she paid twice')
    await page.keyboard.press('Enter')
    await expect.poll(() => room.said('nina').at(-1)).toBe('note: she paid twice')
    await reads(TO_NINA)
  })

  it('a takeover while one types turns the composer to a note and keeps what was typed', async () => {
    const { room, opens, reads, composer, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await composer.pressSequentially('I am just about to')
    room.takenOverBy('nina', 'chi')
    await page
      .getByText('Chiara has this now. What you write is now a note for the team.')
      .waitFor()
    await reads(TO_TEAM)
    expect(await composer.inputValue()).toBe('I am just about to')
    await page.keyboard.press('Enter')
    await expect.poll(() => room.said('nina').at(-1)).toBe('note: I am just about to')
  })

  it('words that read like a note are asked about before they go out', async () => {
    const { room, opens, composer, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await composer.fill('@Ben can you refund this?')
    await page.keyboard.press('Enter')
    await page.getByText('it addresses Ben Okoro').waitFor()
    expect(room.said('nina')).toHaveLength(1)
    await page.keyboard.press('Enter')
    await expect.poll(() => room.said('nina').at(-1)).toBe('note: @Ben can you refund this?')
  })

  it('a closed conversation takes notes alone', async () => {
    const { room, opens, reads, send } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    room.changes('nina', { status: 'closed', waitingSince: null })
    await reads(TO_TEAM)
    expect(await send.textContent()).toContain('Save note')
  })
})

it('a creator only ever writes notes, and is offered no way to reply', async () => {
  const { opens, reads, page } = await sit({ me: 'eve', fill: ninaWaits })
  await opens('Nina')
  await reads(TO_TEAM)
  expect(await page.getByRole('button', { name: 'to reply' }).count()).toBe(0)
})

it('what Enter sends says what was on screen, so that a race keeps it as a note that can be sent', async () => {
  const { desk, room, opens, reads, composer, post, page } = await sit({ fill: ninaIsMine })
  await opens('Nina')
  await reads(TO_NINA)
  await composer.fill('Your parcel is here')
  // The page has not heard of it when Enter is pressed.
  room.threads.set('nina', {
    ...room.thread('nina'),
    joined: [],
    assignee: null,
    status: 'waiting',
  })
  await page.keyboard.press('Enter')
  await post('Your parcel is here').getByText('Kept as a note: you had not joined.').waitFor()
  expect(desk.heard.find((frame) => frame.type === 'say')).toMatchObject({ showed: 'reply' })
  await post('Your parcel is here').getByRole('button', { name: 'Claim and send' }).click()
  await page.getByText('Sent to Nina since.').waitFor()
  expect(room.said('nina').at(-1)).toBe('reply: Your parcel is here')
})

it('the visitor is told of typing only when it is for them', async () => {
  const { desk, opens, reads, composer, page } = await sit({ fill: ninaIsMine })
  await opens('Nina')
  await reads(TO_NINA)
  await page.getByRole('radio', { name: 'Note' }).check()
  await composer.pressSequentially('secret')
  await page.getByRole('radio', { name: 'Reply' }).check()
  await composer.pressSequentially(' no more')
  await expect.poll(() => desk.heard.filter((frame) => frame.type === 'typing')).toHaveLength(1)
})
