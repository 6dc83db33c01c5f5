import { expect, test } from 'vitest'
import type { Question } from '../../src/adapters/widget/protocol.ts'
import { violations } from './accessibility.ts'
import { widgetHouse } from './widget-house.ts'

const house = widgetHouse()

const ask: readonly Question[] = [
  {
    key: 'department',
    label: null,
    required: false,
    choices: [
      { value: 'support', text: 'Support' },
      { value: 'vip', text: '<b>VIP</b>' },
    ],
  },
  { key: 'email', label: 'Your e-mail', required: true },
]

test('an inbox’s questions come before the first message, and are asked once', async () => {
  house.server.moods.settings = { ...house.server.moods.settings, ask }
  const visitor = await house.visitor()
  await visitor.launcher.click()
  const { panel, page } = visitor
  await panel.getByLabel('Who can help?').selectOption('<b>VIP</b>')
  const start = panel.getByRole('button', { name: 'Start chat' })
  await start.click()
  // The browser itself says, in its own language, that an answer is missing.
  expect(house.server.answered).toEqual([])
  await panel.getByLabel('Your e-mail *').fill('nina@shop.example')
  expect(await violations(page)).toEqual([])
  await start.click()
  await panel.getByPlaceholder('Write a message…').fill('Hello')
  await page.keyboard.press('Enter')
  await visitor.sees('Hello')
  expect(house.server.answered).toEqual([{ department: 'vip', email: 'nina@shop.example' }])
  await page.reload()
  await visitor.open()
  await visitor.sees('Hello')
  expect(await start.count()).toBe(0)
})

test('the questions look like the widget under a page’s strict policy, and are all reached on a small phone', async () => {
  const five = [1, 2, 3, 4, 5].map((number) => ({
    key: `q${number}`,
    label: `Question ${number}`,
    required: false,
  }))
  house.server.moods.settings = { ...house.server.moods.settings, ask: five }
  const { url, site } = house.server
  const policy = `default-src 'none'; script-src ${url}; connect-src ${url} ${url.replace('http', 'ws')}; img-src ${url}; style-src 'none'`
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}">`
  // As high as what a keyboard leaves.
  const phone = { viewport: { width: 320, height: 300 }, hasTouch: true, isMobile: true }
  const { page, panel, launcher } = await house.visitor(
    phone,
    `${site}?bare=1&head=${encodeURIComponent(head)}`,
  )
  await launcher.click()
  const start = panel.getByRole('button', { name: 'Start chat' })
  await start.waitFor()
  expect(await start.evaluate((button) => getComputedStyle(button).borderRadius)).toBe('22px')
  await start.scrollIntoViewIfNeeded()
  const box = await start.boundingBox()
  expect((box?.y ?? 300) + (box?.height ?? 0)).toBeLessThanOrEqual(300)
  await start.click()
  await panel.getByPlaceholder('Write a message…').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})

test('who has a keyboard is at the first question as soon as the chat opens', async () => {
  house.server.moods.settings = { ...house.server.moods.settings, ask }
  const { page, panel, launcher } = await house.visitor()
  await launcher.focus()
  await page.keyboard.press('Enter')
  const first = panel.getByLabel('Who can help?')
  const isFocused = () =>
    first.evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field)
  await first.waitFor()
  await expect.poll(isFocused).toBe(true)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('nina@shop.example')
  await page.keyboard.press('Enter')
  await expect.poll(() => house.server.answered).toEqual([{ email: 'nina@shop.example' }])
})

test('what the server does not take is said, and can be mended', async () => {
  house.server.moods.settings = { ...house.server.moods.settings, ask, language: 'de-AT' }
  house.server.moods.refuseAnswers = '“Your e-mail” wants an e-mail address.'
  const { panel, launcher } = await house.visitor()
  await launcher.click()
  await panel.getByLabel('Your e-mail *').fill('nina@shop')
  await panel.getByRole('button', { name: 'Chat beginnen' }).click()
  await panel.getByRole('alert').getByText('“Your e-mail” wants').waitFor()
  await panel.getByLabel('Your e-mail *').fill('nina@shop.example')
  await panel.getByRole('button', { name: 'Chat beginnen' }).click()
  await panel.getByPlaceholder('Nachricht schreiben…').waitFor()
  expect(house.server.answered).toEqual([{ email: 'nina@shop.example' }])
})

test('who waits sees their place, until somebody answers', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.say('Hello')
  await visitor.sees('Hello')
  house.server.queue(3)
  await visitor.panel.getByText('You are number 3 in the queue.').waitFor()
  house.server.queue(2)
  await visitor.panel.getByText('You are number 2 in the queue.').waitFor()
  house.server.reply('Hi!')
  await visitor.sees('Hello', 'Hi!')
  await visitor.panel.getByText('in the queue').waitFor({ state: 'hidden' })
  expect(await visitor.panel.getByText('in the queue').isVisible()).toBe(false)
})
