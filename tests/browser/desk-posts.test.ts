import { describe, expect, it } from 'vitest'
import { textContent } from '../../src/conversation/message.ts'
import { deskBrowser, ninaIsMine, ninaWaits } from './desk-browser.ts'

const { sit } = deskBrowser()

describe('a reply', () => {
  it('is held with a countdown, and Undo withdraws it and gives the words back', async () => {
    const { room, opens, composer, post, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await composer.fill('It left this morning')
    await page.keyboard.press('Enter')
    await post('It left this morning')
      .getByText(/Goes to Nina in \d+ s/)
      .waitFor()
    expect(await composer.inputValue()).toBe('')
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Withdrawn').waitFor()
    expect(room.message(room.postsOf('nina').at(-1)?.id ?? '').withdrawnAt).not.toBeNull()
    expect(await composer.inputValue()).toBe('It left this morning')
    expect(await composer.evaluate((field) => field === document.activeElement)).toBe(true)
  })

  it('can be undone by Ctrl Z in the empty composer', async () => {
    const { room, opens, composer, post, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    await composer.fill('Oh no')
    await page.keyboard.press('Enter')
    await post('Oh no').getByText('Goes to Nina').waitFor()
    await page.keyboard.press('Control+z')
    await page.getByText('Withdrawn').waitFor()
    expect(room.message(room.postsOf('nina').at(-1)?.id ?? '').withdrawnAt).not.toBeNull()
  })

  it('shows that it was delivered, and then seen', async () => {
    const { room, opens, post } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    const { number } = room.message(room.memberSays('nina', 'ana', 'reply', 'Here it is'))
    await post('Here it is').getByText('On its way').waitFor()
    room.changes('nina', { delivered: number })
    await post('Here it is').getByText('Delivered').waitFor()
    room.changes('nina', { seen: number })
    await post('Here it is').getByText('Seen').waitFor()
    expect(await post('Here it is').getByText('Delivered').count()).toBe(0)
  })

  it('that did not arrive says why, and Retry sends it again', async () => {
    const { room, desk, opens, post, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    const id = room.memberSays('nina', 'ana', 'reply', 'Here it is')
    room.amends(id, { failed: 'The address does not exist.' })
    await post('Here it is').getByText('The address does not exist.').waitFor()
    await page.getByRole('button', { name: 'Retry' }).click()
    await post('Here it is').getByText('On its way').waitFor()
    expect(desk.heard).toContainEqual(
      expect.objectContaining({ name: 'retry', args: { message: id } }),
    )
  })

  it('that is refused comes back into the composer with the reason beside it', async () => {
    const { room, opens, composer, page } = await sit({ fill: ninaIsMine })
    await opens('Nina')
    room.refuseNext = 'This conversation is at rest until noon.'
    await composer.fill('Hello again')
    await page.keyboard.press('Enter')
    await page.locator('.composer .problem').getByText('at rest until noon').waitFor()
    expect(await composer.inputValue()).toBe('Hello again')
    expect(room.said('nina')).toHaveLength(1)
  })
})

describe('one’s own message', () => {
  it('is edited in place, and the earlier text stays to be read', async () => {
    const { room, opens, post, page } = await sit({ fill: ninaIsMine })
    room.memberSays('nina', 'ana', 'reply', 'Tuesdsy')
    await opens('Nina')
    await post('Tuesdsy').hover()
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Edit this message').fill('Tuesday')
    await page.keyboard.press('Enter')
    await post('Tuesday').getByRole('button', { name: 'Edited' }).click()
    await post('Tuesday').getByText('Tuesdsy').waitFor()
    expect(room.said('nina').at(-1)).toBe('reply: Tuesday')
  })

  it('is deleted after a question, and its text is there behind a press', async () => {
    const { room, opens, post, page } = await sit({ fill: ninaIsMine })
    room.memberSays('nina', 'ana', 'reply', 'Wrong window')
    await opens('Nina')
    await post('Wrong window').hover()
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('Deleted ·').waitFor()
    expect(await page.getByText('Wrong window').count()).toBe(0)
    await page.getByRole('button', { name: 'Show what it said' }).click()
    await page.getByText('Wrong window').waitFor()
  })
})

describe('what visitors write', () => {
  it('is text, whatever it looks like', async () => {
    const hostile =
      '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'
    const { room, opens, post, page } = await sit({
      fill: (room) => void room.opens('<b>Eve</b>', hostile, { id: 'eve' }),
    })
    await opens('Eve')
    await post('<img src=x onerror=').waitFor()
    expect(await page.locator('.posts img, .posts script, .card b, .row b').count()).toBe(0)
    room.visitorSays('eve', 'x', Date.now(), {
      blocks: [
        {
          kind: 'paragraph',
          inlines: [{ kind: 'link', url: 'javascript:alert(1)', text: 'press me' }],
        },
        { kind: 'code', text: '</code><script>1</script>' },
      ],
    })
    await post('press me').waitFor()
    expect(await page.locator('.posts a').count()).toBe(0)
    expect(await page.title()).not.toContain('owned')
  })

  it('leads to web addresses in a new tab that knows nothing of the desk', async () => {
    const { room, opens, page } = await sit({ fill: ninaIsMine })
    room.visitorSays('nina', 'See https://juno.example/tour, please')
    await opens('Nina')
    const link = page.getByRole('link', { name: 'https://juno.example/tour' })
    expect(await link.getAttribute('rel')).toContain('noopener')
    expect(await link.getAttribute('target')).toBe('_blank')
  })

  it('is shortened when it is very long, until one asks for all', async () => {
    const { room, opens, page } = await sit({ fill: ninaIsMine })
    const { blocks } = textContent(`${'word '.repeat(19_990)}the end`)
    room.visitorSays('nina', '', Date.now(), { blocks })
    await opens('Nina')
    expect(await page.getByText('the end').count()).toBe(0)
    await page.getByRole('button', { name: /Show all 99,\d+ characters/ }).click()
    await page.getByText('the end').waitFor()
  })
})

it('a thread of a thousand messages opens with the newest and goes back page by page', async () => {
  const { page, opens, post } = await sit({
    fill: (room) => {
      ninaIsMine(room)
      for (let count = 1; count <= 1_000; count += 1)
        room.visitorSays('nina', `message ${count}.`, count * 1_000)
    },
  })
  await opens('Nina')
  await post('message 1000.').waitFor()
  expect(await page.locator('article.post').count()).toBeLessThanOrEqual(100)
  await page.getByRole('button', { name: 'Show earlier messages' }).click()
  await post('message 850.').waitFor()
  expect(await post('message 1000.').count()).toBe(1)
})

it('new words while one reads further up are announced by a button, not by a jump', async () => {
  const { room, page, opens, post } = await sit({
    fill: (room) => {
      ninaIsMine(room)
      for (let count = 1; count <= 80; count += 1)
        room.visitorSays('nina', `message ${count}.`, count * 1_000)
    },
  })
  await opens('Nina')
  await post('message 80.').waitFor()
  const posts = page.locator('.posts')
  await posts.evaluate((box) => box.scrollTo(0, 0))
  await page.getByRole('button', { name: 'Newest messages' }).waitFor()
  room.visitorSays('nina', 'and one more')
  await post('and one more').waitFor({ state: 'attached' })
  expect(await posts.evaluate((box) => box.scrollTop)).toBeLessThan(50)
  await page.getByRole('button', { name: 'Newest messages' }).click()
  await page.getByRole('button', { name: 'Newest messages' }).waitFor({ state: 'detached' })
})

describe('a whisper', () => {
  it('says clearly whom it is for alone, and its thread in the list who whispers', async () => {
    const { room, opens, post, page } = await sit({ fill: ninaWaits })
    await opens('Nina')
    room.changes('nina', { whisper: { at: Date.now() + 60_000, by: 'Cleo' } })
    await page.getByText('Cleo whispers to you').waitFor()
    room.memberSays('nina', 'ben', 'note', 'Be kind', { to: { id: 'ana', name: 'Ana' } })
    await post('Be kind').getByText('Whisper · to Ana only').waitFor()
    expect(await post('Be kind').getByText('only the team sees this').count()).toBe(0)
  })
})
