import { describe, expect, it } from 'vitest'
import { INJECTIONS } from '../fixtures/injections.ts'
import { openTab, session } from '../adapters/widget/visitor.ts'
import { aSorter } from '../support/a-sorter.ts'
import { discordHouse } from '../support/discord-house.ts'
import { placeOf } from '../support/discord-place-of.ts'
import { heldSorter, uselessSorter } from '../support/held-sorter.ts'
import { slackHouse } from '../support/slack-house.ts'
import { whole } from '../support/whole.ts'

const MONEY = 'I want my money back'
const AGAIN = 'My order 1077, by the way'
const ANSWER = 'It is on its way to you.'
const SECRET = 'he is rude again'

const TAXONOMY = `
intents:
  - {id: refund, name: Refund, examples: [I want my money back]}
`

/** Refunds go to this team's channel. */
function refundsTo(team: string, chat: string, channel: string) {
  const to = `{team: ${team}, places: [{chat: ${chat}, channel: ${channel}}]}`
  const routes = `[{name: Refunds, when: {intent: refund}, then: ${to}}]`
  const sorter = heldSorter(aSorter({ money: ['refund', 0.86] }))
  return { sorter, sorting: { taxonomy: TAXONOMY, routes, classifiers: [sorter] } }
}

describe('a conversation that is sorted after its thread has opened', () => {
  it('goes on in another channel of Slack’s, and what is done in the old thread reaches nobody', async () => {
    const { sorter, sorting } = refundsTo('vip', 'slack', 'vip')
    const house = await slackHouse({ sorting })
    const { slack } = house
    const nina = await house.visitor()
    await nina.say(MONEY)
    await house.shows(MONEY)
    const old = await house.thread()
    sorter.answers()
    const line = 'Sorted as Refund (86 %) by rule “Refunds”: now with VIP, in #vip.'
    await house.shows(line)
    const there = () => slack.channel('vip').threads()[0]
    await slack.until(() => there()?.texts().includes(line) === true, 'the line in #vip')
    expect(there()?.texts()).toEqual([MONEY, line])
    await house.card('Moved to #vip')
    const { buttons } = slack.channel('support').thread(old.root).root
    expect(buttons).toEqual(['Open in Slack'])

    await house.says('ana', SECRET)
    await house.says('ana', '!claim')
    expect((await house.toldTo('ana', 'This conversation was moved to #vip')).text).toContain(
      there()?.root.ts.replace('.', ''),
    )
    await slack.user('ana').reacts(old.holds[0] ?? old.root, 'tada')
    await nina.say(AGAIN)
    const root = there()?.root ?? old.root
    await slack.user('ana').presses(root, 'Claim')
    await slack.until(() => there()?.root.text.includes('Ana has it') === true, 'Ana to have it')
    await slack.user('ana').says('vip', ANSWER, { thread: root })
    await nina.showsIn([MONEY, AGAIN, ANSWER])
    expect(
      there()
        ?.texts()
        .filter((one) => one === AGAIN),
    ).toHaveLength(1)
    expect(there()?.texts().join()).not.toContain(SECRET)
    expect((await house.thread()).texts().join()).not.toContain(AGAIN)
    expect(slack.complaints()).toEqual([])
  })

  it.each([
    ['from a forum to a text channel', 'inbox', 'support'],
    ['from a text channel to a forum', 'support', 'inbox'],
    ['from channels of their own to a forum', 'Desk', 'inbox'],
    ['from a forum to channels of their own', 'inbox', 'Desk'],
  ])(
    'goes on in another place of Discord’s, %s, and what is done in the old one reaches nobody',
    async (_, from, to) => {
      const { sorter, sorting } = refundsTo('billing', 'discord', to)
      const house = await discordHouse({ sorting, places: `[{chat: discord, channel: ${from}}]` })
      const { discord } = house
      const nina = await house.visitor()
      await nina.say(MONEY)
      const old = await placeOf(house, MONEY)
      sorter.answers()
      const line = `Sorted as Refund (86 %) by rule “Refunds”: now with Billing, in #${to}.`
      const there = await placeOf(house, line, old.id)
      await discord.until(() => old.texts().join().includes(line), 'the line in the old thread')
      const cards = () => [...old.holds, ...discord.channel(from).holds].map(({ text }) => text)
      await discord.until(
        () => cards().some((text) => text.includes(`Moved to #${to}`)),
        'a card that says where it is',
      )

      await discord.user('ben').says({ id: old.id }, SECRET)
      await discord.user('ben').says({ id: old.id }, '!claim')
      await discord.until(
        () =>
          old.texts().some((text) => text.includes(`was moved to #${to}: go on there. https://`)),
        'Ben to be told',
      )
      await nina.say(AGAIN)
      await discord.until(() => there.texts().join().includes(AGAIN), 'what she says next')
      await discord.user('ben').says({ id: there.id }, '!claim')
      await discord.user('ben').says({ id: there.id }, ANSWER)
      await nina.showsIn([MONEY, AGAIN, ANSWER])
      const texts = there.texts().join()
      for (const words of [MONEY, AGAIN]) expect(texts.split(words)).toHaveLength(2)
      expect(texts).not.toContain(SECRET)
      expect(old.texts().join()).not.toContain(AGAIN)
      expect(discord.complaints()).toEqual([])
    },
  )

  it('says where it went in a thread of Slack’s too that nobody knew of, as the answer to its card was lost', async () => {
    const { sorter, sorting } = refundsTo('vip', 'slack', 'vip')
    const house = await slackHouse({ sorting })
    const { slack } = house
    slack.weather.brings({ method: 'chat.postMessage', does: { kind: 'reset', stored: true } })
    const does = { kind: 'refuse', error: 'internal_error' } as const
    slack.weather.brings({ method: 'conversations.history', does, times: 'always' })
    const nina = await house.visitor()
    await nina.say(MONEY)
    const cards = (channel: string) => slack.channel(channel).holds
    await slack.until(() => cards('support').length > 0, 'the card in #support')
    sorter.answers()
    await slack.until(() => cards('vip').length > 0, 'the card in #vip')
    slack.weather.clears()
    await house.card('Moved to #vip')
    const line = 'Sorted as Refund (86 %) by rule “Refunds”: now with VIP, in #vip.'
    await house.shows(line)
    await nina.say(AGAIN)
    const there = () => slack.channel('vip').threads()[0]?.texts() ?? []
    await slack.until(() => there().includes(AGAIN), 'her words in #vip')
    expect(there()).toEqual([MONEY, AGAIN])
    expect((await house.thread()).texts()).toEqual([line])
    for (const channel of ['support', 'vip']) expect(cards(channel)).toHaveLength(1)
    expect(slack.complaints()).toEqual([])
  })

  it('goes along to another channel of the desk, with all that is in it', async () => {
    const { sorter, sorting } = refundsTo('billing', 'desk', 'shop')
    const house = await whole({ sorting })
    const ben = await house.sits('Ben')
    const who = await session(house)
    const nina = await openTab(house, who, { origin: 'https://shop.example' })
    await nina.say(MONEY)
    await ben.holds(() => ben.threads.size > 0)
    const [id = ''] = ben.threads.keys()
    await ben.open(id)
    expect(ben.threads.get(id)?.channel).toBe('support')
    sorter.answers()
    const line = 'Sorted as Refund (86 %) by rule “Refunds”: now with Billing, in #shop.'
    const lines = () => ben.posts(id).flatMap((post) => (post.kind === 'line' ? [post.text] : []))
    await ben.holds(() => ben.threads.get(id)?.channel === 'shop' && lines().length > 0)
    expect(lines()).toEqual([line])
    const said = { type: 'say', thread: id, files: [], showed: 'reply' } as const
    await ben.ask({ type: 'command', id: house.fresh(), thread: id, name: 'claim', args: {} })
    await ben.ask({ ...said, id: house.fresh(), text: ANSWER })
    await nina.showsIn([MONEY, ANSWER])
    const messages = () => ben.posts(id).filter((post) => post.kind === 'message')
    await ben.holds(() => messages().length === 2)
    expect(ben.threads.size).toBe(1)
  })
})

describe('a house that sorts', () => {
  it('answers a visitor, and shows their words to the team, though a machine never answers', async () => {
    const { sorting } = refundsTo('billing', 'desk', 'shop')
    const classifiers = [aSorter({ money: ['refund', 0.86] }), uselessSorter('silent')]
    const house = await whole({ sorting: { ...sorting, classifiers } })
    const ben = await house.sits('Ben')
    const nina = await openTab(house, await session(house), { origin: 'https://shop.example' })
    await nina.say(MONEY)
    await ben.holds(() => ben.threads.size > 0)
    const [thread] = ben.threads.values()
    expect(thread).toMatchObject({ channel: 'shop', team: 'billing', rule: 'Refunds' })
    await house.stop()
  })

  it('shows texts that want to steer it as what they are, and does nothing that they say', async () => {
    const { sorting } = refundsTo('billing', 'desk', 'shop')
    const classifiers = [aSorter({ e: ['refund', 0.86] })]
    const house = await whole({ sorting: { ...sorting, classifiers } })
    const ben = await house.sits('Ben')
    const visitors = await Promise.all(
      INJECTIONS.map(async ({ text }) => {
        const nina = await openTab(house, await session(house), { origin: 'https://shop.example' })
        await nina.say(text)
        return { nina }
      }),
    )
    await ben.holds(() => ben.threads.size === INJECTIONS.length)
    for (const { nina } of visitors) expect(nina.held().map(({ mine }) => mine)).toEqual([true])
    const lines: string[] = []
    for (const [id, { status }] of ben.threads) {
      expect(status).toBe('waiting')
      const { posts } = await ben.open(id)
      lines.push(...posts.flatMap((post) => (post.kind === 'line' ? [post.text] : [])))
      expect(posts.filter((post) => post.kind === 'message' && post.as !== 'visitor')).toEqual([])
    }
    // That they all sound negative is said, in numbers alone.
    expect(lines.filter((text) => !text.startsWith('Is something wrong?'))).toEqual([])
  })
})
