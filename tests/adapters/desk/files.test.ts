import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { facePath } from '../../../src/adapters/desk/faces.ts'
import type { DeskFile } from '../../../src/adapters/desk/protocol.ts'
import { errorOf } from '../../support/desk-page.ts'
import {
  aConversation,
  aMember,
  aMessage,
  asPost,
  openTestDesk,
  SUPPORT,
} from '../../support/desk.ts'
import type { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await openTestDesk()
  await test.desk.openThread(aConversation('c1'), SUPPORT)
})
afterEach(async () => test.stop())

async function upload(cookie: string, changes: { inbox?: string; origin?: string } = {}) {
  return fetch(`${test.url}/desk/files?inbox=${changes.inbox ?? 'demo'}`, {
    method: 'POST',
    body: 'a note in a file',
    headers: {
      cookie,
      origin: changes.origin ?? test.url,
      'content-type': 'text/plain',
      'x-file-name': encodeURIComponent('Größe.txt'),
    },
  })
}

async function uploaded(cookie: string): Promise<DeskFile> {
  const response = await upload(cookie)
  expect(response.status).toBe(200)
  return ((await response.json()) as { file: DeskFile }).file
}

const say = (file: string) =>
  ({ type: 'say', id: '1', thread: 'c1', text: '', files: [file], showed: 'reply' }) as const

describe('a file', () => {
  it('is kept for the member who uploads it, and goes with what they say', async () => {
    const { cookie } = await test.member('Ana')
    const file = await uploaded(cookie)
    expect(file).toMatchObject({ name: 'Größe.txt', type: 'text/plain', size: 16 })
    expect(await (await fetch(new URL(file.url, test.url))).text()).toBe('a note in a file')
    const page = await test.pageOf(cookie)
    expect(await page.ask(say(file.id))).toMatchObject({ ok: true })
    expect(test.inbox.messages).toMatchObject([
      { content: { blocks: [], files: [{ id: file.id }] } },
    ])
  })

  it('of somebody else cannot be sent', async () => {
    const file = await uploaded((await test.member('Ana')).cookie)
    const page = await test.page('Ben')
    expect(errorOf(await page.ask(say(file.id)))).toMatch(/attach it again/)
    expect(test.inbox.messages).toEqual([])
  })

  it('is not taken from another site, without a session or for an inbox that is not there', async () => {
    const { cookie } = await test.member('Ana')
    expect((await upload('')).status).toBe(401)
    expect((await upload(cookie, { origin: 'https://evil.example' })).status).toBe(403)
    const nowhere = await upload(cookie, { inbox: 'constructor' })
    expect(nowhere.status).toBe(400)
    expect(await nowhere.json()).toEqual({ error: '“inbox” names no inbox of this desk.' })
  })

  it('has an address that works whenever its post is shown', async () => {
    const { cookie } = await test.member('Ana')
    const file = await uploaded(cookie)
    const content = { blocks: [], files: [{ id: file.id as never, name: 'a', type: 'b', size: 1 }] }
    await test.desk.post('c1', asPost(aMessage('m1', '', { content })))
    test.clock.time += 7 * 24 * 3_600_000
    const page = await test.pageOf(cookie)
    const [post] = (await page.open('c1')).posts
    const url = post?.kind === 'message' ? (post.files[0]?.url ?? '') : ''
    expect((await fetch(new URL(url, test.url))).status).toBe(200)
  })
})

describe('a face', () => {
  it('is there for anyone, as the initials of the public name', async () => {
    await test.database.people.put(aMember('Ana Maria'))
    const response = await fetch(`${test.url}${facePath('ana maria')}`)
    expect(response.headers.get('content-type')).toMatch(/image\/svg\+xml/)
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'")
    expect(await response.text()).toContain('>AM</text>')
    for (const guess of ['nobody', 'ana%20maria'])
      expect((await fetch(`${test.url}/faces/${guess}.svg`)).status).toBe(404)
  })

  it('is the member’s own picture to colleagues, if there is one', async () => {
    const { member, cookie } = await test.member('Ana')
    await test.database.people.put({ ...member, picture: 'https://example.com/ana.jpg' })
    const headers = { cookie }
    const response = await fetch(`${test.url}/desk/faces/ana`, { headers, redirect: 'manual' })
    expect(response.headers.get('location')).toBe('https://example.com/ana.jpg')
  })
})
