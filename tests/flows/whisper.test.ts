import { describe, expect, it } from 'vitest'
import type { DeskPost } from '../../src/adapters/desk/protocol.ts'
import { openTab, session } from '../adapters/widget/visitor.ts'
import type { DeskPage } from '../support/desk-page.ts'
import { whole } from '../support/whole.ts'
import type { Whole } from '../support/whole.ts'
import { world } from '../support/world.ts'

const SECRET = 'she is our landlord'

type MessagePost = Extract<DeskPost, { kind: 'message' }>

/** Nina has written; Ana, who administers, and Ben and Cleo, who answer, have her thread open. */
async function office(setup: Parameters<typeof whole>[0] = {}) {
  const house = await whole(setup)
  const who = await session(house)
  const nina = await openTab(house, who, { origin: 'https://shop.example' })
  await nina.say('hello')
  const [ana, ben] = [await house.admin(), await house.sits('Ben')]
  const cleo = await house.sits('Cleo', 'lead')
  const thread = await firstThread(ben)
  for (const page of [ana, ben, cleo]) await page.open(thread)
  const line = lineIn(house, thread)
  return { house, who, nina, ana, ben, cleo, thread, line }
}

function lineIn(house: Whole, thread: string) {
  return (page: DeskPage, text: string) =>
    page.ask({ type: 'line', id: house.fresh(), thread, text })
}

async function firstThread(page: DeskPage): Promise<string> {
  await page.holds(() => page.threads.size > 0)
  return [...page.threads.keys()][0] ?? ''
}

function whisperIn(page: DeskPage, thread: string): MessagePost | undefined {
  return page
    .posts(thread)
    .find((post): post is MessagePost => post.kind === 'message' && post.to !== undefined)
}

/** Resolves once a page has been told what was posted after the whisper. */
async function afterwards({ nina, thread }: Awaited<ReturnType<typeof office>>, page: DeskPage) {
  await nina.say('are you there?')
  await page.holds(() => page.threads.get(thread)?.last?.text === 'are you there?')
  await page.holds(() => page.posts(thread).length > 1)
  await page.settled()
}

describe('a whisper at the desk', () => {
  it('is shown to its author and to whom it is for, who is told, and to nobody else', async () => {
    const scene = await office()
    const { nina, ana, ben, cleo, thread, line } = scene
    expect(await line(ana, `/whisper @Ben ${SECRET}`)).toMatchObject({ ok: true })
    for (const page of [ana, ben]) {
      await page.holds(() => whisperIn(page, thread) !== undefined)
      expect(whisperIn(page, thread)).toMatchObject({ as: 'note', to: { name: 'Ben' } })
    }
    expect(await ben.until('alert')).toMatchObject({ thread, text: 'Ana whispers to you.' })
    await ben.holds(() => ben.threads.get(thread)?.whisper?.by === 'Ana')
    await afterwards(scene, cleo)
    expect(JSON.stringify(cleo.frames)).not.toContain(SECRET)
    expect(JSON.stringify(cleo.frames)).not.toMatch(/whispers to you|"whisper":\{/)
    expect(JSON.stringify(nina.frames)).not.toContain(SECRET)
    expect(cleo.threads.get(thread)?.last?.text).toBe('are you there?')
  })

  it('does not change what the list says of the thread, nor how long the visitor waits', async () => {
    const { ana, ben, thread, line } = await office()
    const before = ben.threads.get(thread)
    await line(ana, `/whisper @Ben ${SECRET}`)
    await ben.holds(() => ben.threads.get(thread)?.whisper !== undefined)
    const { last, status, waitingSince } = ben.threads.get(thread) ?? {}
    expect({ last, status, waitingSince }).toEqual({
      last: before?.last,
      status: 'waiting',
      waitingSince: before?.waitingSince,
    })
  })

  it('is in the history of its two readers alone, after a restart, too, and in their transcripts', async () => {
    const { house, ana, thread, line } = await office()
    await line(ana, `/whisper @Ben ${SECRET}`)
    await ana.holds(() => whisperIn(ana, thread) !== undefined)
    await house.stop()
    const again = await whole({ data: house.dir })
    const boss = await again.admin()
    const dora = await again.sits('Dora', 'admin')
    const lineAgain = lineIn(again, thread)
    await Promise.all([boss.open(thread), dora.open(thread)])
    expect(whisperIn(boss, thread)).toBeDefined()
    expect(whisperIn(dora, thread)).toBeUndefined()
    expect(await lineAgain(boss, '/transcript')).toMatchObject({
      text: expect.stringContaining(`(whisper to Ben): ${SECRET}`) as unknown,
    })
    expect(await lineAgain(dora, '/transcript')).toMatchObject({
      text: expect.not.stringContaining(SECRET) as unknown,
    })
    expect(JSON.stringify(dora.frames)).not.toContain(SECRET)
  })

  it('cannot be touched by others who learn its id, and says nothing to them', async () => {
    const { house, ana, ben, cleo, thread, line } = await office()
    await line(ana, `/whisper @Ben ${SECRET}`)
    await ben.holds(() => whisperIn(ben, thread) !== undefined)
    const message = whisperIn(ben, thread)?.id ?? ''
    const id = () => house.fresh()
    const answers = [
      await cleo.ask({ type: 'remove', id: id(), message }),
      await cleo.ask({ type: 'edit', id: id(), message, text: 'mine' }),
      await cleo.ask({ type: 'command', id: id(), thread, name: 'send', args: { message } }),
      await cleo.ask({ type: 'react', id: id(), message, emoji: '👍', on: true }),
    ]
    expect(answers.filter(({ ok }) => ok)).toEqual([])
    expect(JSON.stringify(answers)).not.toMatch(/Ana|Ben/)
    expect(
      await ben.ask({ type: 'command', id: id(), thread, name: 'send', args: { message } }),
    ).toMatchObject({ ok: false, error: expect.stringMatching(/stays a note/) as unknown })
  })

  it('is edited and taken back before the same two alone', async () => {
    const scene = await office()
    const { house, ana, ben, cleo, thread, line } = scene
    await line(ana, `/whisper @Ben ${SECRET}`)
    await ana.holds(() => whisperIn(ana, thread) !== undefined)
    const message = whisperIn(ana, thread)?.id ?? ''
    const text = 'she is our baker'
    expect(await ana.ask({ type: 'edit', id: house.fresh(), message, text })).toMatchObject({
      ok: true,
    })
    await ben.holds(() => whisperIn(ben, thread)?.version === 2)
    await ana.ask({ type: 'remove', id: house.fresh(), message })
    await ben.holds(() => whisperIn(ben, thread)?.removedAt !== null)
    await ben.holds(() => ben.threads.get(thread)?.whisper === undefined)
    await afterwards(scene, cleo)
    expect(JSON.stringify(cleo.frames)).not.toMatch(/landlord|baker/)
  })

  it('is for supervisors; without a name anyone’s is a note to the whole team', async () => {
    const { nina, ana, ben, cleo, thread, line } = await office()
    expect(await line(ben, `/whisper @Cleo ${SECRET}`)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/Only a supervisor/) as unknown,
    })
    expect(await line(ana, `/whisper @Ana ${SECRET}`)).toMatchObject({ ok: false })
    expect(await line(ana, `/whisper @Nobody ${SECRET}`)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/Nobody called “Nobody”/) as unknown,
    })
    expect(await line(ben, '/whisper look at the refund')).toMatchObject({ ok: true })
    await cleo.holds(() => cleo.threads.get(thread)?.last?.text === 'look at the refund')
    expect(whisperIn(cleo, thread)).toBeUndefined()
    expect(nina.shows()).toEqual(['hello'])
  })

  it('does not shorten the page of who does not see it', async () => {
    const scene = await office()
    const { house, ana, cleo, thread, line } = scene
    for (let count = 1; count <= 105; count += 1) await line(ana, `/whisper @Ben secret ${count}`)
    const fresh = await house.sits('Dora')
    await afterwards(scene, cleo)
    const page = await fresh.open(thread)
    expect(page.more).toBe(false)
    expect(page.posts.map((post) => post.kind)).toEqual(['message', 'message'])
    expect(JSON.stringify(fresh.frames)).not.toContain('secret')
  })
})

describe('a team chat that does not say that it keeps whispers to two', () => {
  it('is never given one, neither at once nor when its thread begins anew', async () => {
    const { write, member, command, current, settled, chat, door } = await world()
    const [ana, ben] = [await member('Ana', 'supervisor'), await member('Ben')]
    await write('hello')
    const { id } = await current()
    await settled()
    expect(await command(ana, id, 'whisper', { to: 'Ben', text: SECRET })).toEqual({ ok: true })
    await settled()
    chat.threads.clear()
    await command(ben, id, 'note', { text: 'for all' })
    await settled()
    expect(chat.shows(id)).toEqual(['visitor: hello', 'note: for all'])
    expect(door.sees()).toEqual(['hello'])
  })
})

describe('an inbox that speaks as a persona', () => {
  const demo =
    'reply_as: persona\n    persona: {name: Luna, picture: "https://shop.example/luna.png"}'
  const luna = { name: 'Luna', picture: 'https://shop.example/luna.png' }

  it('shows visitors the persona wherever a person of the team would be, and the team who wrote', async () => {
    const { house, who, nina, ben, cleo, thread, line } = await office({ demo })
    const about = (await (await fetch(`${house.api}/settings`)).json()) as { faces: unknown }
    expect(about.faces).toEqual([luna])
    await line(ben, '/claim')
    await nina.until(() => nina.state.agent === 'Luna')
    ben.send({ type: 'typing', thread, on: true })
    expect(await nina.frame('typing')).toMatchObject({ name: 'Luna' })
    await ben.ask({
      type: 'say',
      id: house.fresh(),
      thread,
      text: 'Hi Nina',
      files: [],
      showed: 'reply',
    })
    await nina.showsIn(['hello', 'Hi Nina'])
    const reply = nina.held().find((message) => !message.mine)
    expect(reply?.from).toEqual(luna)
    expect(JSON.stringify(nina.frames)).not.toContain('Ben')
    const later = await openTab(house, who, { origin: 'https://shop.example' })
    await later.showsIn(['hello', 'Hi Nina'])
    expect(JSON.stringify(later.frames)).not.toContain('Ben')
    await cleo.holds(() =>
      cleo.posts(thread).some((post) => post.kind === 'message' && post.by.name === 'Ben'),
    )
    expect(JSON.stringify(cleo.frames)).not.toContain('Luna')
  })
})
