import { expect, test } from 'vitest'
import { widgetHouse } from './widget-house.ts'

const house = widgetHouse()
const { visitor: comes } = house

test('what was being sent when the page was reloaded arrives once', async () => {
  const visitor = await comes()
  await visitor.open()
  await visitor.say('One')
  await visitor.sees('One')
  house.server.moods.down = true
  house.server.cut()
  await visitor.say('Two')
  await visitor.say('Three')
  await visitor.page.goto('about:blank')
  house.server.moods.down = false
  await visitor.page.goto(house.server.site)
  await visitor.open()
  await visitor.sees('One', 'Two', 'Three')
  await house.server.until(() => house.server.visitor().messages.length === 3)
  expect(house.server.visitor().texts()).toEqual(['One', 'Two', 'Three'])
})

test('what was half written is still there after a reload', async () => {
  const visitor = await comes()
  await visitor.open()
  await visitor.field.fill('I was going to ask')
  await visitor.page.reload()
  await visitor.open()
  expect(await visitor.field.inputValue()).toBe('I was going to ask')
})

test('what is written without a connection waits, says so, and goes out later in order', async () => {
  const visitor = await comes()
  await visitor.open()
  await visitor.say('Before the tunnel')
  await visitor.sees('Before the tunnel')
  await visitor.page.context().setOffline(true)
  await visitor.panel.getByText('No connection.').waitFor()
  await visitor.say('In the tunnel')
  await visitor.say('Still in it')
  await visitor.sees('Before the tunnel', 'In the tunnel', 'Still in it')
  expect(await visitor.panel.getByRole('img', { name: 'Sending…' }).count()).toBe(2)
  expect(house.server.visitor().texts()).toEqual(['Before the tunnel'])

  await visitor.page.context().setOffline(false)
  await house.server.until(() => house.server.visitor().messages.length === 3)
  expect(house.server.visitor().texts()).toEqual([
    'Before the tunnel',
    'In the tunnel',
    'Still in it',
  ])
  await visitor.panel.getByRole('img', { name: 'Sending…' }).first().waitFor({ state: 'detached' })
  await visitor.sees('Before the tunnel', 'In the tunnel', 'Still in it')
})

test('a connection lost between the server’s taking a message and its saying so makes no second one', async () => {
  const visitor = await comes()
  await visitor.open()
  await countDoubles(visitor.page)
  house.server.moods.loseAnswers = 1
  await visitor.say('Only once, please')
  await visitor.panel.getByRole('img', { name: 'Sent' }).waitFor()
  await visitor.sees('Only once, please')
  expect(house.server.visitor().texts()).toEqual(['Only once, please'])
  const [first, second] = house.server.sent()
  expect(house.server.sent()).toHaveLength(2)
  expect(first).toEqual(second)
  expect(await visitor.page.evaluate(() => 'most' in window && window.most)).toBe(1)
})

test('a message that comes back before it is confirmed is not shown twice, even for a moment', async () => {
  const visitor = await comes()
  await visitor.open()
  await countDoubles(visitor.page)
  house.server.moods.changeFirst = true
  await visitor.say('Hello there')
  await visitor.panel.getByRole('img', { name: 'Sent' }).waitFor()
  await visitor.sees('Hello there')
  expect(await visitor.page.evaluate(() => 'most' in window && window.most)).toBe(1)
})

test('two pages of a site show the same conversation, and one sends what the other left', async () => {
  const one = await comes()
  await one.open()
  await one.say('From the first page')
  await one.sees('From the first page')
  const two = await house.another(one)
  await two.open()
  await two.sees('From the first page')
  await two.say('From the second')
  await one.sees('From the first page', 'From the second')
  expect(house.server.inbox.byToken.size).toBe(1)

  house.server.moods.down = true
  house.server.cut()
  await two.say('Left behind')
  await two.page.close()
  house.server.moods.down = false
  await one.sees('From the first page', 'From the second', 'Left behind')
  await house.server.until(() => house.server.visitor().messages.length === 3)
  expect(house.server.visitor().texts().at(-1)).toBe('Left behind')
})

test('two pages opened at the same time are one visitor', async () => {
  const one = await comes()
  const two = await house.another(one)
  await Promise.all([one.open(), two.open()])
  await one.say('Which am I?')
  await two.sees('Which am I?')
  expect(house.server.inbox.byToken.size).toBe(1)
})

test(
  'where WebSockets do not get through, messages travel all the same',
  { timeout: 40_000 },
  async () => {
    house.server.moods.noSockets = true
    const visitor = await comes()
    visitor.page.setDefaultTimeout(20_000)
    await visitor.open()
    await visitor.say('Through the proxy')
    await visitor.panel.getByRole('img', { name: 'Sent' }).waitFor()
    house.server.reply('Received')
    await visitor.sees('Through the proxy', 'Received')
    await visitor.say('Thanks')
    await visitor.sees('Through the proxy', 'Received', 'Thanks')
    expect(house.server.heard).toEqual([])

    house.server.moods.noSockets = false
    await visitor.page.evaluate(() => dispatchEvent(new Event('online')))
    await house.server.until(() => house.server.heard.some(({ type }) => type === 'hello'))
  },
)

test('a message that the server refuses stays, says why, and can be tried again or deleted', async () => {
  const visitor = await comes()
  await visitor.open()
  house.server.moods.refuseNext = 'That was a lot at once.'
  await visitor.say('Much')
  await visitor.panel.getByText('Not sent. That was a lot at once.').waitFor()
  await visitor.page.reload()
  await visitor.open()
  await visitor.panel.getByRole('button', { name: 'Try again' }).click()
  await visitor.panel.getByRole('img', { name: 'Sent' }).waitFor()
  await visitor.sees('Much')

  house.server.moods.refuseNext = 'Not this.'
  await visitor.say('More')
  await visitor.panel.getByRole('button', { name: 'Delete' }).click()
  await visitor.sees('Much')
  expect(house.server.visitor().texts()).toEqual(['Much'])
})

test('a server that has forgotten the visitor’s token gives a new one', async () => {
  const visitor = await comes()
  await visitor.open()
  await visitor.say('Hello')
  await visitor.sees('Hello')
  house.server.inbox.byToken.clear()
  house.server.cut()
  await visitor.say('Is this thing on?')
  await house.server.until(() => {
    const [who] = house.server.inbox.byToken.values()
    return who?.texts().includes('Is this thing on?') ?? false
  })
  await visitor.sees('Is this thing on?')
  expect(house.server.inbox.byToken.size).toBe(1)
})

test('where the site may keep nothing, the chat works for as long as the page is open', async () => {
  const head = `<script>
    Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })
  </script>`
  const visitor = await comes({}, `${house.server.site}?head=${encodeURIComponent(head)}`)
  await visitor.open()
  await visitor.say('Hello')
  await visitor.panel.getByRole('img', { name: 'Sent' }).waitFor()
  house.server.reply('Hi')
  await visitor.sees('Hello', 'Hi')
  expect(await visitor.page.context().storageState()).toMatchObject({ origins: [] })
})

test('an unknown inbox says so', async () => {
  const visitor = await comes({}, `${house.server.site}?inbox=nowhere`)
  await visitor.open()
  const strip = visitor.panel.getByRole('status')
  await strip.getByText('There is no inbox of this name.').waitFor()
  await visitor.field.fill('Hello?')
  expect(await visitor.panel.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)
})

/** Notes the most own messages that were ever shown at once. */
async function countDoubles(page: import('playwright-core').Page) {
  await page.evaluate(() => {
    const log = document.querySelector('greenroom-widget')?.shadowRoot?.querySelector('.log')
    if (!log) throw new Error('There is no log')
    const counts = { most: 0 }
    Object.defineProperty(window, 'most', { get: () => counts.most })
    new MutationObserver(() => {
      counts.most = Math.max(counts.most, log.querySelectorAll('.mine').length)
    }).observe(log, { childList: true, subtree: true })
  })
}
