import { expect, test } from 'vitest'
import { widgetHouse } from './widget-house.ts'

const house = widgetHouse()

test('a visitor writes, an agent answers, and both see it', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.panel.getByText('Hi! Ask about prints').waitFor()
  await visitor.say('Do you ship to Portugal?')
  await visitor.sees('Do you ship to Portugal?')
  await visitor.panel.getByRole('img', { name: 'Sent' }).waitFor()
  house.server.reply('Yes: https://example.com/shipping')
  await visitor.sees('Do you ship to Portugal?', 'Yes: https://example.com/shipping')
  expect(await visitor.panel.getByRole('heading').innerText()).toContain('Ana')

  const link = visitor.panel.getByRole('link', { name: 'https://example.com/shipping' })
  expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow')
  expect(await link.getAttribute('target')).toBe('_blank')
})

test('nothing but the launcher is asked of the server before the visitor comes near', async () => {
  const asked: string[] = []
  const visitor = await house.visitor({}, 'about:blank')
  visitor.page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await visitor.page.goto(house.server.site)
  await visitor.launcher.waitFor()
  await visitor.page.waitForLoadState('networkidle')
  expect(asked).toEqual(['/site', '/widget.js'])
  expect(house.server.inbox.byToken.size).toBe(0)
})

test('who comes back finds the conversation, and the number of unread replies on the launcher', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.say('Are you there?')
  await visitor.sees('Are you there?')
  await visitor.page.goto('about:blank')
  house.server.reply('Yes')
  house.server.reply('What can we do?')
  await visitor.page.goto(house.server.site)
  await visitor.page.getByRole('button', { name: 'Open chat. Unread messages: 2' }).click()
  await visitor.sees('Are you there?', 'Yes', 'What can we do?')
  await visitor.page.getByRole('button', { name: 'Close chat', exact: true }).first().waitFor()
  expect(house.server.inbox.byToken.size).toBe(1)
})

test('a reply counts as delivered at once, and as seen only when it is on screen', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.say('Hello')
  await visitor.sees('Hello')
  await visitor.field.press('Escape')
  const { id } = house.server.reply('Hello to you')
  const { heard } = house.server
  await house.server.until(() => heard.some((frame) => frame.type === 'delivered'))
  await visitor.page.getByRole('button', { name: 'Open chat. Unread messages: 1' }).waitFor()
  expect(heard.some((frame) => frame.type === 'seen')).toBe(false)
  await visitor.open()
  await house.server.until(() => heard.some((frame) => frame.type === 'seen'))
  expect(heard.find((frame) => frame.type === 'seen')).toEqual({ type: 'seen', message: id })
})

test('a visitor edits and deletes an own message', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.say('A4 pleese')
  await visitor.sees('A4 pleese')
  await visitor.panel.getByRole('button', { name: 'Options' }).click()
  await visitor.panel.getByRole('button', { name: 'Edit' }).click()
  expect(await visitor.field.inputValue()).toBe('A4 pleese')
  await visitor.say('A4 please')
  await visitor.sees('A4 please')
  await visitor.panel.getByText('edited').waitFor()
  expect(house.server.visitor().texts()).toEqual(['A4 please'])

  await visitor.panel.getByRole('button', { name: 'Options' }).click()
  await visitor.panel.getByRole('button', { name: 'Delete' }).click()
  await visitor.panel.getByRole('button', { name: 'Really delete?' }).click()
  await visitor.sees('Message removed')
  await house.server.until(() => house.server.visitor().messages[0]?.removed === true)
})

test('an agent’s edit and removal reach the visitor', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.say('How much?')
  await visitor.sees('How much?')
  const first = house.server.reply('40')
  await visitor.sees('How much?', '40')
  const blocks = [{ kind: 'paragraph' as const, inlines: [{ kind: 'text' as const, text: '45' }] }]
  house.server.change(first, { blocks, editedAt: Date.now() })
  await visitor.sees('How much?', '45')
  house.server.change(first, { blocks: [], removed: true })
  await visitor.sees('How much?', 'Message removed')
  expect(await visitor.panel.getByText('edited').isVisible()).toBe(false)
})

test('both see that the other is typing', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.say('Hello')
  await visitor.sees('Hello')
  house.server.typing('Ana', true)
  await visitor.panel.getByRole('img', { name: 'Ana is typing' }).waitFor()
  house.server.reply('Hi')
  await visitor.panel.locator('.typing').waitFor({ state: 'hidden' })
  const before = house.server.heard.length
  const said = () =>
    house.server.heard.slice(before).flatMap((frame) => (frame.type === 'typing' ? [frame.on] : []))
  await visitor.field.pressSequentially('one more')
  await house.server.until(() => said().length > 0)
  await visitor.field.press('Enter')
  await house.server.until(() => said().includes(false))
  expect(said()).toEqual([true, false])
})

test('earlier messages come when the visitor scrolls up, and what they look at stays in its place', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.say('First of all')
  await visitor.sees('First of all')
  await visitor.page.goto('about:blank')
  for (let count = 1; count <= 70; count++) house.server.reply(`Reply ${count}`)
  await visitor.page.goto(house.server.site)
  await visitor.open()
  const bubble = (name: string) =>
    visitor.panel.locator('.bubble', { hasText: new RegExp(`^${name}$`) })
  await bubble('Reply 70').waitFor()
  expect(await bubble('Reply 41').count()).toBe(1)
  expect(await bubble('Reply 11').count()).toBe(0)

  const log = visitor.panel.getByRole('log')
  await log.evaluate((element) => (element.scrollTop = 200))
  const place = await bubble('Reply 46').boundingBox()
  await bubble('Reply 11').waitFor({ state: 'attached' })
  const moved = ((await bubble('Reply 46').boundingBox())?.y ?? 0) - (place?.y ?? 0)
  expect(Math.abs(moved)).toBeLessThan(2)

  house.server.reply('Something new')
  const pill = visitor.panel.getByRole('button', { name: 'New messages' })
  await pill.click()
  await bubble('Something new').waitFor()
  await pill.waitFor({ state: 'hidden' })
})

test('outside the hours the visitor reads so, and when somebody is back', async () => {
  house.server.moods.settings = {
    ...house.server.moods.settings,
    open: false,
    away: 'We are away. Leave a message.',
    opensAt: new Date(2026, 10, 23, 9, 0).getTime(),
  }
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.panel.getByText('We are away. Leave a message.').waitFor()
  expect(await visitor.panel.getByRole('log').innerText()).toMatch(/Back Monday.*9:00/)
})

test('a visitor whose inbox speaks German reads German', async () => {
  house.server.moods.settings = { ...house.server.moods.settings, language: 'de' }
  const visitor = await house.visitor()
  await visitor.launcher.click()
  await visitor.panel.getByPlaceholder('Nachricht schreiben…').waitFor()
  expect(await visitor.launcher.getAttribute('aria-label')).toBe('Chat schließen')
})

test('what the site asks for before the widget has come is done when it has', async () => {
  const head = `<script>
    window.Greenroom = function () { (Greenroom.q = Greenroom.q || []).push(arguments) }
    Greenroom('on', 'unread', (count) => { window.unread = count })
    Greenroom('open')
  </script>`
  const visitor = await house.visitor({}, `${house.server.site}?head=${encodeURIComponent(head)}`)
  await visitor.field.waitFor()
  await visitor.page.waitForFunction(() => 'unread' in window && window.unread === 0)
  await visitor.say('Hello')
  await visitor.sees('Hello')
  await visitor.asks('close')
  house.server.reply('Hi')
  await visitor.page.waitForFunction(() => 'unread' in window && window.unread === 1)
  expect(await visitor.panel.isVisible()).toBe(false)
})

test('after shutdown the browser knows nothing of the visitor, and the next one starts afresh', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.say('A secret')
  await visitor.sees('A secret')
  await visitor.asks('shutdown')
  await visitor.page.waitForFunction(() => localStorage.length === 0)
  await visitor.panel.waitFor({ state: 'hidden' })
  await visitor.open()
  await visitor.sees()
  await house.server.until(() => house.server.inbox.byToken.size === 2)
  expect([...house.server.inbox.byToken.values()].at(-1)?.texts()).toEqual([])
})
