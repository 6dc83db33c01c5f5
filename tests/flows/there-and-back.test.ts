import { describe, expect, it } from 'vitest'
import type { Tab } from '../adapters/widget/visitor.ts'
import { aSorter } from '../support/a-sorter.ts'
import { discordHouse } from '../support/discord-house.ts'
import { placeOf } from '../support/discord-place-of.ts'
import { slackHouse } from '../support/slack-house.ts'

const MONEY = 'I want my money back'
const NOTE = 'she called before'
const LATER = 'My order 1077, by the way'
const LAST = 'Are you there?'
const ANSWER = 'It is on its way to you.'

const TAXONOMY = `
intents:
  - {id: refund, name: Refund, examples: [I want my money back]}
  - {id: praise, name: Praise, examples: [you are great]}
`

/** Refunds go to this channel, all else to where the inbox is. */
function refundsTo(chat: string, channel: string) {
  const to = `{places: [{chat: ${chat}, channel: ${channel}}]}`
  const routes = `[{name: Refunds, when: {intent: refund}, then: ${to}}]`
  return { taxonomy: TAXONOMY, routes, classifiers: [aSorter({})] }
}

async function edits(nina: Tab, said: Awaited<ReturnType<Tab['say']>>, id: string, text: string) {
  if (said.type !== 'received') throw new Error('It was not taken.')
  nina.send({ type: 'edit', id, message: said.message, text })
  await nina.fate(id)
}

const count = (texts: readonly string[], words: string) =>
  texts.filter((text) => text.includes(words)).length

describe('a conversation that goes to another channel and comes back', () => {
  it('goes on in its first thread in Slack, which gets what it missed, once and as it is by now', async () => {
    const setup = { sorting: refundsTo('slack', 'vip') }
    const house = await slackHouse(setup)
    const { slack } = house
    const vip = () => slack.channel('vip').threads()[0]
    const inVip = async (words: string) =>
      slack.until(() => vip()?.texts().join().includes(words) === true, `“${words}” in #vip`)
    const nina = await house.visitor()
    const said = await nina.say(MONEY)
    await house.shows(MONEY)
    await house.says('ben', `// ${NOTE}`)
    await house.says('ben', '!label refund')
    await inVip('now in #vip')
    await nina.say(LATER)
    await inVip(LATER)
    await edits(nina, said, 'her-first-edit-1', `${MONEY}!`)
    await inVip(`${MONEY}!`)
    const there = vip()?.root
    if (!there) throw new Error('There is no thread in #vip.')
    await slack.user('ben').says('vip', '!label praise', { thread: there })
    await house.shows('now in #support')
    await inVip('now in #support')
    await nina.say(LAST)
    await house.shows(LAST)

    const old = await house.thread()
    for (const words of [MONEY, NOTE, LATER, LAST]) expect(count(old.texts(), words)).toBe(1)
    expect(old.texts().join()).toContain(`${MONEY}!`)
    expect(vip()?.texts().join()).not.toContain(LAST)
    expect(slack.channel('support').threads()).toHaveLength(1)

    await house.presses('ben', 'Claim')
    await house.card('Ben has it')
    await house.says('ben', ANSWER)
    await nina.showsIn([`${MONEY}!`, LATER, LAST, ANSWER])
    await slack.user('ben').reacts(old.holds[0] ?? old.root, 'tada')
    await nina.until(() => nina.held()[0]?.reactions?.includes('🎉'))
    expect(slack.complaints()).toEqual([])
  })

  it('goes on in its first thread in Discord, which gets what it missed, once and as it is by now', async () => {
    const sorting = refundsTo('discord', 'inbox')
    const house = await discordHouse({ sorting })
    const { discord } = house
    const nina = await house.visitor()
    const said = await nina.say(MONEY)
    const old = await placeOf(house, MONEY)
    await discord.user('ben').says({ id: old.id }, `// ${NOTE}`)
    await discord.user('ben').says({ id: old.id }, '!label refund')
    const there = await placeOf(house, 'now in #inbox', old.id)
    await nina.say(LATER)
    await discord.until(() => there.texts().join().includes(LATER), 'what she says next')
    await edits(nina, said, 'her-first-edit-1', `${MONEY}!`)
    await discord.until(() => there.texts().join().includes(`${MONEY}!`), 'her edit')
    await discord.user('ben').says({ id: there.id }, '!label praise')
    await discord.until(() => old.texts().join().includes('now in #support'), 'it is back')
    await nina.say(LAST)
    await discord.until(() => old.texts().join().includes(LAST), 'what she says last')

    for (const words of [MONEY, NOTE, LATER, LAST]) expect(count(old.texts(), words)).toBe(1)
    expect(old.texts().join()).toContain(`${MONEY}!`)
    expect(there.texts().join()).not.toContain(LAST)
    await discord.user('ben').says({ id: old.id }, '!claim')
    await discord.user('ben').says({ id: old.id }, ANSWER)
    await nina.showsIn([`${MONEY}!`, LATER, LAST, ANSWER])
    expect(discord.complaints()).toEqual([])
  })
})
