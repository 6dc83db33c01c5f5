import { describe, expect, it } from 'vitest'
import type { Settings as Shown } from '../../../src/adapters/widget/protocol.ts'
import type { VisitorId } from '../../../src/conversation/ids.ts'
import { house, settingsWith, SITE, type House } from './house.ts'
import { openTab, post, session } from './visitor.ts'

const DOOR = `
      - channel: widget
        origins: [${SITE}]
        limits: {messages_per_minute: 600, burst: 100, new_conversations_per_hour_per_ip: 100}`

const ASKING = [
  'prechat:',
  '  - { ask: name, label: Your name }',
  '  - { ask: email, label: Your e-mail, required: true }',
  '  - { ask: size, label: Which size?, choices: [S, M, L] }',
]

const asking = () => house({ settings: settingsWith(DOOR, ASKING) })

async function asked(home: House): Promise<Shown> {
  const response = await fetch(`${home.api}/settings`, { headers: { origin: SITE } })
  return (await response.json()) as Shown
}

async function refusal(home: House, answers: unknown) {
  const response = await post(`${home.api}/session`, { answers })
  return [response.status, ((await response.json()) as { error?: string }).error]
}

describe('what an inbox asks before the first message', () => {
  it('comes with its settings, in its order; without questions nothing does', async () => {
    expect((await asked(await asking())).ask).toEqual([
      { key: 'name', label: 'Your name', required: false },
      { key: 'email', label: 'Your e-mail', required: true },
      {
        key: 'size',
        label: 'Which size?',
        required: false,
        choices: ['S', 'M', 'L'].map((text) => ({ value: text, text })),
      },
    ])
    expect(await asked(await house())).not.toHaveProperty('ask')
  })

  it('is kept with the visitor at once, before they have written a word', async () => {
    const home = await asking()
    const answers = { name: ' Nina\nRay ', email: 'nina@shop.example', size: 'M', other: 'x' }
    const { visitor } = await session(home, { answers })
    expect(visitor.name).toBe('Nina Ray')
    expect(await home.database.visitors.get(visitor.id as VisitorId)).toMatchObject({
      name: 'Nina Ray',
      email: 'nina@shop.example',
      attributes: { size: 'M' },
    })
    const { attributes } = (await home.database.visitors.get(visitor.id as VisitorId)) ?? {}
    expect(attributes).not.toHaveProperty('other')
  })

  it('stands over what the site said, and stays through later visits', async () => {
    const home = await asking()
    const identity = { name: 'Guest', email: 'guest@shop.example' }
    const first = await session(home, { identity })
    const answers = { name: 'Nina', email: 'nina@shop.example' }
    const { visitor, token } = await session(home, { token: first.token, identity, answers })
    expect(visitor.id).toBe(first.visitor.id)
    const tab = await openTab(home, { token })
    await tab.say('Hello')
    expect(await home.database.visitors.get(visitor.id as VisitorId)).toMatchObject(answers)
  })

  it.each([
    [{}, '“Your e-mail” wants an answer.'],
    [{ email: 'nina' }, '“Your e-mail” wants an e-mail address, such as nina@example.com.'],
    [{ email: 'n@x.example', size: 'XXL' }, '“Which size?” wants one of its answers.'],
  ])('is refused in a sentence where an answer is none: %j', async (answers, sentence) => {
    expect(await refusal(await asking(), answers)).toEqual([422, sentence])
  })

  it('takes nothing that is no text, or too much of it', async () => {
    const home = await asking()
    for (const wrong of [{ email: 7 }, 'x', { email: 'x'.repeat(5_000) }, [1]])
      expect((await refusal(home, wrong))[0]).toBe(400)
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`k${n}`, 'v']))
    expect((await refusal(home, many))[0]).toBe(400)
  })
})

describe('a visitor’s place among those who wait', () => {
  const waiting = async (places: (number | null)[]) => {
    const home = await house({
      limits: { queueLook: 20 },
      queuePlace: async () => (places.length > 1 ? places.shift() : places[0]) ?? null,
    })
    const tab = await openTab(home, await session(home))
    await tab.say('Hello')
    return { home, tab }
  }

  it('is told when they have written, and again when it is another', async () => {
    const { tab } = await waiting([3, 3, 1])
    await tab.frame('changes', ({ place }) => place === 3)
    await tab.frame('changes', ({ place }) => place === 1)
    const told = tab.frames.flatMap((frame) => ('place' in frame ? (frame.place ?? []) : []))
    expect(new Set(told)).toEqual(new Set([3, 1]))
  })

  it('is not told where there is none', async () => {
    const { home, tab } = await waiting([null])
    await home.reply((await session(home)).visitor.id, 'Hi').catch(() => undefined)
    await tab.say('Still there?')
    await tab.showsIn(['Hello', 'Still there?'])
    expect(tab.frames.some((frame) => 'place' in frame)).toBe(false)
  })

  it('is not told while the inbox is closed', async () => {
    const settings = settingsWith(undefined, ['hours: { timezone: UTC, weekly: {} }'])
    const home = await house({ settings, limits: { queueLook: 20 }, queuePlace: async () => 1 })
    const tab = await openTab(home, await session(home))
    await tab.say('Hello')
    await tab.say('Anybody there?')
    await tab.showsIn(['Hello', 'Anybody there?'])
    expect(tab.frames.some((frame) => 'place' in frame)).toBe(false)
  })

  it('is told no longer once somebody answers', async () => {
    const home = await house({ limits: { queueLook: 20 }, queuePlace: async () => 2 })
    const who = await session(home)
    const tab = await openTab(home, who)
    await tab.say('Hello')
    await tab.frame('changes', ({ place }) => place === 2)
    await home.reply(who.visitor.id, 'Hi, I am Ana.')
    const last = await tab.frame('changes', ({ agent }) => agent !== null)
    expect(last.place).toBeUndefined()
  })
})
