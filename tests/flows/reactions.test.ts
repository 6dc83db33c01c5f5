import { describe, expect, it } from 'vitest'
import { openTab, session } from '../adapters/widget/visitor.ts'
import { whole } from '../support/whole.ts'

const SITE = { origin: 'https://shop.example' }

/** Nina has written, Ben has claimed and answered; both look on. */
async function answered() {
  const house = await whole()
  const who = await session(house)
  const nina = await openTab(house, who, SITE)
  await nina.say('Where is my parcel?')
  const ben = await house.sits('Ben')
  await ben.holds(() => ben.threads.size === 1)
  const [thread = ''] = ben.threads.keys()
  await ben.open(thread)
  await ben.ask({ type: 'command', id: house.fresh(), thread, name: 'claim', args: {} })
  const says = (text: string, showed: 'reply' | 'note') =>
    ben.ask({ type: 'say', id: house.fresh(), thread, text, files: [], showed })
  await says('On its way', 'reply')
  await says('odd one', 'note')
  await nina.showsIn(['Where is my parcel?', 'On its way'])
  await ben.holds(() => ben.posts(thread).filter(({ kind }) => kind === 'message').length === 3)
  const posts = ben.posts(thread).filter((post) => post.kind === 'message')
  const [asked = '', said = '', noted = ''] = posts.map(({ id }) => id)
  /** What stands under a message at the desk: the emoji and whose they are. */
  const stands = (message: string) => {
    const post = ben.posts(thread).find(({ id }) => id === message)
    const all = post?.kind === 'message' ? (post.reactions ?? []) : []
    return all.map(({ emoji, by, public: isPublic }) =>
      [emoji, by?.name ?? 'Nina', ...(isPublic ? [] : ['private'])].join(' '),
    )
  }
  const sets = (emoji: string, on = true) => {
    const id = house.fresh()
    nina.send({ type: 'react', id, message: said, emoji, on })
    return nina.fate(id)
  }
  return { house, who, nina, ben, asked, said, noted, stands, sets }
}

type Desk = Awaited<ReturnType<typeof answered>>['ben']

describe('reactions between the widget and the desk', () => {
  it('go both ways, are there after a reload, and go when they are taken back', async () => {
    const { house, who, nina, ben, asked, said, stands, sets } = await answered()
    const reacts = (message: string, emoji: string, on = true) =>
      ben.ask({ type: 'react', id: house.fresh(), message, emoji, on })
    expect(await reacts(asked, '👍')).toMatchObject({ ok: true })
    expect(await sets('❤')).toMatchObject({ type: 'received' })
    await nina.until(
      () => nina.held()[0]?.reactions?.join() === '👍' && nina.held()[1]?.own?.join() === '❤️',
    )
    await ben.holds(() => stands(said).join() === '❤️ Nina' && stands(asked).join() === '👍 Ben')

    const again = await openTab(house, who, SITE)
    expect(again.held().map(({ reactions, own }) => [reactions, own])).toEqual([
      [['👍'], undefined],
      [undefined, ['❤️']],
    ])
    await reacts(asked, '👍', false)
    await sets('❤️', false)
    await again.until(() =>
      again.held().every(({ reactions, own }) => reactions === undefined && own === undefined),
    )
    await ben.holds(() => stands(said).length + stands(asked).length === 0)
    expect(again.shows()).toEqual(['Where is my parcel?', 'On its way'])
  })

  it('never show the visitor what was set by one who has not joined, by a creator, or on a note', async () => {
    const { house, nina, ben, asked, said, noted, stands } = await answered()
    const reacts = (page: Desk, on: string, emoji: string) =>
      page.ask({ type: 'react', id: house.fresh(), message: on, emoji, on: true })
    const [cleo, luna] = [await house.sits('Cleo'), await house.sits('Luna', 'creator')]
    expect(await reacts(cleo, asked, '🤦')).toMatchObject({ ok: true })
    expect(await reacts(luna, said, '🤦')).toMatchObject({ ok: true })
    expect(await reacts(ben, noted, '🤦')).toMatchObject({ ok: true })
    await reacts(ben, asked, '🎉')
    await nina.until(() => nina.held()[0]?.reactions?.join() === '🎉')
    await ben.holds(() => stands(asked).length === 2)
    expect(stands(asked)).toEqual(['🤦 Cleo private', '🎉 Ben'])
    expect(stands(said)).toEqual(['🤦 Luna private'])
    expect(stands(noted)).toEqual(['🤦 Ben private'])
    expect(JSON.stringify(nina.frames)).not.toContain('🤦')
  })

  it('are refused in a sentence where they are none', async () => {
    const { house, nina, ben, asked, sets } = await answered()
    expect(await sets('ok')).toMatchObject({ type: 'refused', error: 'A reaction is one emoji.' })
    const id = house.fresh()
    nina.send({ type: 'react', id, message: asked, emoji: '👍', on: true })
    expect(await nina.fate(id)).toMatchObject({ error: 'That is your own message.' })
    const done = await ben.ask({
      type: 'react',
      id: house.fresh(),
      message: asked,
      emoji: ':party:',
      on: true,
    })
    expect(done).toMatchObject({ ok: false, error: 'A reaction is one emoji.' })
  })

  it('leave the visitor’s wait as it is', async () => {
    const { house, ben, nina, sets } = await answered()
    await nina.say('Hello?')
    const waits = () => [...ben.threads.values()][0]?.waitingSince ?? null
    await ben.holds(() => waits() !== null)
    const since = waits()
    const asked = nina.held().at(-1)?.id ?? ''
    await ben.ask({ type: 'react', id: house.fresh(), message: asked, emoji: '👍', on: true })
    await sets('👍')
    await nina.until(() => nina.held().at(-1)?.reactions?.join() === '👍')
    expect(waits()).toBe(since)
  })
})
