import { expect, test } from 'vitest'
import { widgetHouse, type Visitor } from './widget-house.ts'

const house = widgetHouse()

// One green pixel.
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const picture = { name: 'tree.png', mimeType: 'image/png', buffer: PIXEL }
const text = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') }

test('a visitor sends a picture with some words, and opens it larger', async () => {
  const visitor = await arrives()
  await choose(visitor, picture)
  await visitor.panel.getByText('tree.png').waitFor()
  await visitor.say('Look at this')
  const small = visitor.panel.getByRole('link', { name: 'tree.png' })
  await small.click()
  const large = visitor.page.locator('greenroom-widget img:popover-open')
  await large.waitFor()
  await visitor.page.keyboard.press('Escape')
  await large.waitFor({ state: 'detached' })
  expect(await visitor.panel.isVisible()).toBe(true)
  expect(house.server.visitor().messages[0]?.files[0]?.size).toBe(PIXEL.length)
})

test('another kind of file is a card with its name and size', async () => {
  const visitor = await arrives()
  await choose(visitor, text)
  await visitor.panel.getByRole('button', { name: 'Send' }).click()
  await visitor.sees('note.txt1 KB')
  const card = visitor.panel.getByRole('link', { name: 'note.txt' })
  expect(await card.getAttribute('rel')).toBe('noopener noreferrer nofollow')
})

test('a file that is too large or of the wrong kind is named before it travels', async () => {
  const visitor = await arrives()
  await choose(visitor, { ...text, name: 'long.txt', buffer: Buffer.alloc(300_000, 'x') })
  await visitor.panel.getByRole('alert').getByText('long.txt is larger than 0.2 MB.').waitFor()
  await choose(visitor, { ...text, name: 'run.exe', mimeType: 'application/x-msdownload' })
  await visitor.panel.getByRole('alert').getByText('run.exe is not accepted here.').waitFor()
  expect(house.server.inbox.files.size).toBe(0)
})

test('what the server says of a file is shown, and the file is gone from the message', async () => {
  const visitor = await arrives()
  house.server.moods.refuseFile = { status: 415, error: 'This is not really a picture.' }
  await choose(visitor, picture)
  await visitor.panel.getByRole('alert').getByText('This is not really a picture.').waitFor()
  expect(await visitor.panel.getByText('tree.png').count()).toBe(0)
})

test('a file that did not get through can be tried again', async () => {
  const visitor = await arrives()
  house.server.moods.down = true
  await choose(visitor, picture)
  await visitor.panel.getByRole('alert').getByText('could not be uploaded').waitFor()
  expect(await visitor.panel.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)
  house.server.moods.down = false
  await visitor.panel.getByRole('button', { name: 'Try again' }).click()
  await visitor.panel.getByRole('button', { name: 'Send', disabled: false }).click()
  await visitor.panel.getByRole('link', { name: 'tree.png' }).waitFor()
  expect(house.server.inbox.files.size).toBe(1)
})

test('files can be dropped and pasted', async () => {
  const visitor = await arrives()
  for (const type of ['drop', 'paste'] as const) {
    await visitor.field.evaluate((field, how) => {
      const data = new DataTransfer()
      data.items.add(new File(['hello'], `${how}.txt`, { type: 'text/plain' }))
      const init = { bubbles: true, composed: true, cancelable: true }
      field.dispatchEvent(
        how === 'drop'
          ? new DragEvent(how, { ...init, dataTransfer: data })
          : new ClipboardEvent(how, { ...init, clipboardData: data }),
      )
    }, type)
    await visitor.panel.getByText(`${type}.txt`).waitFor()
  }
  await visitor.panel.getByRole('button', { name: 'Delete drop.txt' }).click()
  await visitor.panel.getByRole('button', { name: 'Send', disabled: false }).click()
  await visitor.panel.getByRole('link', { name: 'paste.txt' }).waitFor()
  await house.server.until(() => house.server.visitor().messages.length === 1)
  expect(house.server.visitor().messages[0]?.files.map(({ name }) => name)).toEqual(['paste.txt'])
})

async function arrives() {
  const visitor = await house.visitor()
  await visitor.open()
  await house.server.until(() => house.server.heard.some(({ type }) => type === 'hello'))
  return visitor
}

async function choose(visitor: Visitor, file: typeof picture) {
  await visitor.panel.locator('input[type=file]').setInputFiles(file)
}
