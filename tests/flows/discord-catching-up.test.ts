import { describe, expect, it } from 'vitest'
import { discordHouse } from '../support/discord-house.ts'
import type { DiscordHouse } from '../support/discord-house.ts'

type Setup = NonNullable<Parameters<typeof discordHouse>[0]>

/** A chat that Ana has, with these replies of hers on the visitor’s screen. */
async function answered(setup: Setup, ...words: readonly string[]) {
  const house = await discordHouse(setup)
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  await house.says('ana', '!claim')
  await house.card('Ana has it')
  const replies = []
  for (const word of words) {
    replies.push(await house.says('ana', word))
    await nina.until(() => nina.shows().includes(word))
  }
  await house.discord.settled()
  const [first, second] = replies
  if (!first) throw new Error('There is no reply.')
  const ana = house.discord.user('ana')
  return { house, nina, ana, thread: await house.thread(), first, second: second ?? first }
}

/** While this is done Greenroom hears nothing of Discord, and Discord does not tell it again. */
async function unheard({ discord }: DiscordHouse, work: () => Promise<unknown>): Promise<void> {
  await discord.settled()
  discord.weather.blowsOnEvents({ lost: 1 })
  await work()
  await discord.settled()
  discord.weather.clears()
}

/** The session is lost: Greenroom begins another one. */
async function reconnects({ discord }: DiscordHouse): Promise<void> {
  const before = discord.gateway.identified
  discord.gateway.forgets()
  discord.gateway.drops()
  await discord.until(() => discord.gateway.identified > before, 'another session')
}

/** How often the thread was read: for what is new in it, and then for what changed. */
const looks = ({ discord }: DiscordHouse) => discord.calls('message.list').length
const BOTH = 2

/** After a gap: resolves when what stands in the thread was compared, and all that this brought is done. */
async function compared(house: DiscordHouse, nina: { shows: () => string[]; until: Until }) {
  for (const _ of [1, 2]) {
    const before = looks(house)
    await reconnects(house)
    await house.discord.until(() => looks(house) >= before + BOTH, 'both looks at the thread')
  }
  await house.says('ana', 'Anything else?')
  await nina.until(() => nina.shows().includes('Anything else?'))
}

type Until = (look: () => boolean) => Promise<unknown>

describe('what agents write unheard', () => {
  it('reaches the visitor once Discord is heard again, in order and once', async () => {
    const { house, nina } = await answered({}, 'Hello')
    const words = Array.from({ length: 5 }, (_, at) => `Line ${at}`)
    await unheard(house, async () => {
      for (const word of words) await house.says('ana', word)
    })
    await reconnects(house)
    await nina.showsIn(['Where is my parcel?', 'Hello', ...words])
    await reconnects(house)
    await house.says('ana', 'Bye')
    await nina.showsIn(['Where is my parcel?', 'Hello', ...words, 'Bye'])
    expect(house.discord.complaints()).toEqual([])
  })

  it('goes out before what is written once Discord is heard again', async () => {
    const { house, nina } = await answered({}, 'Hello')
    await unheard(house, () => house.says('ana', 'First'))
    house.discord.gateway.forgets()
    house.discord.gateway.drops()
    const before = house.discord.gateway.identified
    await house.discord.until(() => house.discord.gateway.identified > before, 'another session')
    await house.says('ana', 'Second')
    await nina.showsIn(['Where is my parcel?', 'Hello', 'First', 'Second'])
    expect(house.discord.complaints()).toEqual([])
  })

  it('reaches the visitor when Greenroom is started again', async () => {
    const { house, nina } = await answered({}, 'Hello')
    await house.stop()
    await house.says('ana', 'It arrives today')
    const again = await discordHouse({ discord: house.discord, data: house.dir })
    const later = await again.visitor(nina.token)
    await later.showsIn(['Where is my parcel?', 'Hello', 'It arrives today'])
    expect(house.discord.complaints()).toEqual([])
  })

  it('reaches them out of a thread that Discord has hidden since', async () => {
    const { house, nina, thread } = await answered({}, 'Hello')
    await house.stop()
    await house.says('ana', 'It arrives today')
    thread.archives()
    const again = await discordHouse({ discord: house.discord, data: house.dir })
    const later = await again.visitor(nina.token)
    await later.showsIn(['Where is my parcel?', 'Hello', 'It arrives today'])
    expect(house.discord.complaints()).toEqual([])
  })

  it('reaches them though there is more of it than Discord hands out at once', async () => {
    const { house, nina } = await answered({}, 'Hello')
    const words = Array.from({ length: 120 }, (_, at) => `Line ${at}`)
    await unheard(house, async () => {
      for (const word of words) await house.says('ana', word)
    })
    await reconnects(house)
    await nina.showsIn(['Where is my parcel?', 'Hello', ...words])
    expect(house.discord.complaints()).toEqual([])
  })

  it('reaches them though Discord does not answer at first', async () => {
    const { house, nina } = await answered({}, 'Hello')
    await unheard(house, () => house.says('ana', 'It arrives today'))
    for (const route of ['message.list', 'thread.active', 'channel.list'])
      house.discord.weather.brings({ route, does: { kind: 'fail' } })
    await reconnects(house)
    await nina.showsIn(['Where is my parcel?', 'Hello', 'It arrives today'])
    expect(house.discord.complaints()).toEqual([])
  })

  it('is not read back where the session was only resumed', async () => {
    const { house, nina } = await answered({}, 'Hello')
    const before = house.discord.gateway.resumed
    house.discord.gateway.drops()
    await house.says('ana', 'It arrives today')
    await house.discord.until(() => house.discord.gateway.resumed > before, 'it goes on')
    await nina.showsIn(['Where is my parcel?', 'Hello', 'It arrives today'])
    expect(house.discord.complaints()).toEqual([])
  })
})

describe('what was kept and not yet done when Greenroom stopped', () => {
  it('is done by the next one, once', async () => {
    const { house, nina, ana, thread } = await answered({}, 'Hello')
    const { discord } = house
    discord.weather.brings({
      route: 'file.download',
      times: 'always',
      does: { kind: 'fail' },
    })
    const file = { name: 'label.pdf', content: '%PDF-1.4\n%%EOF\n' }
    await ana.says(thread, 'Here it is', { files: file })
    await ana.says(thread, 'Bye')
    await discord.settled()
    await house.stop()
    discord.weather.clears()
    const again = await discordHouse({ discord, data: house.dir })
    const later = await again.visitor(nina.token)
    await later.showsIn(['Where is my parcel?', 'Hello', 'Here it is', 'Bye'])
    expect(later.held()[2]?.files).toMatchObject([{ name: 'label.pdf' }])
  })
})

describe('what agents change unheard', () => {
  it('is changed on the visitor’s screen once Discord is heard again', async () => {
    const { house, nina, ana, first, second } = await answered({}, 'It arives today', 'No idea')
    await unheard(house, async () => {
      await ana.edits(first, 'It arrives today')
      await ana.deletes(second)
    })
    await reconnects(house)
    await nina.showsIn(['Where is my parcel?', 'It arrives today', '(removed)'])
    expect(house.discord.complaints()).toEqual([])
  })

  it('is changed when Greenroom is started again', async () => {
    const { house, nina, ana, first, second } = await answered({}, 'It arives today', 'No idea')
    await house.stop()
    await ana.edits(first, 'It arrives today')
    await ana.deletes(second)
    const again = await discordHouse({ discord: house.discord, data: house.dir })
    const later = await again.visitor(nina.token)
    await later.showsIn(['Where is my parcel?', 'It arrives today', '(removed)'])
    expect(house.discord.complaints()).toEqual([])
  })

  it('is left alone where only Discord changed it, or it says what it said', async () => {
    const { house, nina, ana, thread, first } = await answered({}, 'See https://example.com')
    await unheard(house, async () => {
      thread.unfurls(first)
      await ana.edits(first, 'See https://example.com/2')
      await ana.edits(first, 'See https://example.com')
    })
    await compared(house, nina)
    expect(nina.held().filter(({ editedAt }) => editedAt !== null)).toEqual([])
  })
})

describe('words are never taken off the visitor’s screen', () => {
  it.each([
    ['cannot be read', { kind: 'refuse', code: 50001, status: 403 }],
    ['is not known', { kind: 'refuse', code: 10003, status: 404 }],
    ['is answered with an error', { kind: 'fail', status: 503 }],
  ] as const)('when the thread %s', async (_, does) => {
    const { house, nina } = await answered({}, 'It arrives today')
    house.discord.weather.brings({ route: 'message.list', times: 2, does })
    await reconnects(house)
    await house.discord.settled()
    house.discord.weather.clears()
    await house.says('ana', 'Anything else?')
    await nina.until(() => nina.shows().includes('Anything else?'))
    expect(nina.shows()).toEqual(['Where is my parcel?', 'It arrives today', 'Anything else?'])
  })

  it('when the app may not read the history, and Discord shows it an empty channel', async () => {
    const { house, nina } = await answered({}, 'It arrives today')
    house.discord.channel('support').forbids('READ_MESSAGE_HISTORY')
    const before = looks(house)
    await reconnects(house)
    await house.discord.until(() => looks(house) >= before + BOTH, 'both looks at the thread')
    await house.says('ana', 'Anything else?')
    await nina.until(() => nina.shows().includes('Anything else?'))
    expect(nina.shows()).toEqual(['Where is my parcel?', 'It arrives today', 'Anything else?'])
  })
})
