import { describe, expect, it } from 'vitest'
import { aSorter } from '../support/a-sorter.ts'
import { discordHouse } from '../support/discord-house.ts'
import { slackHouse } from '../support/slack-house.ts'
import { deskTeam } from '../support/teams/desk-team.ts'
import { discordCommandsTeam } from '../support/teams/discord-commands-team.ts'
import { discordTeam } from '../support/teams/discord-team.ts'
import { slackTeam } from '../support/teams/slack-team.ts'
import { twoChatsTeam } from '../support/teams/two-chats-team.ts'
import type { TeamHouse, TeamSetup } from '../support/teams/team.ts'

/** Wherever a team can sit: each story is told at each of them. */
const TEAMS: readonly (readonly [string, (setup?: TeamSetup) => Promise<TeamHouse>])[] = [
  ['at the desk', deskTeam],
  ['in Slack, over a socket', (setup) => slackTeam('socket', setup)],
  ['in Slack, over HTTP', (setup) => slackTeam('http', setup)],
  ['in Discord, in posts of a forum', (setup) => discordTeam('post', setup)],
  ['in Discord by commands', (setup) => discordCommandsTeam('post', setup)],
  ['in Slack and in Discord at once', twoChatsTeam],
]

const sorting = {
  taxonomy: `
intents:
  - {id: refund, name: Refund, department: billing, examples: [I want my money back]}
  - {id: order-status, name: Order status, examples: [where is my parcel]}
departments:
  - {team: billing}
`,
  routes: `
  - {name: Refunds, when: {intent: refund}, then: {team: billing, priority: high}}
`,
  classifiers: [aSorter({ 'money back': ['refund', 0.86], hello: ['refund', 0.45] })],
}

const REFUND = 'I want my money back'

describe.each(TEAMS)('a team %s', (_, team) => {
  async function asked(words: string) {
    const house = await team({ sorting })
    const nina = await house.visitor()
    await nina.say(words)
    await house.ben.sees(words)
    return { house, nina }
  }

  it('sees what a conversation is about and why it is there', async () => {
    const { house, nina } = await asked(REFUND)
    await house.cardSays('Refund (86 %) · Billing · negative')
    await house.ben.gives('/why')
    await house.ben.isTold(/Greenroom sorted it as Refund 86 %/)
    await house.ben.isTold(/So it went on by “Refunds”: .*team billing; priority high/)
    expect(nina.held()).toHaveLength(1)
    expect(house.complaints()).toEqual([])
  })

  it('is told what no machine is sure of, and that it went as its inbox says', async () => {
    const { house } = await asked('hello')
    await house.cardSays('Refund? 45 %: not sure, so it went as its inbox says')
    await house.ben.gives('/why')
    await house.ben.isTold(/sorted it as Refund 45 %.*Rules go by an intent from 60 % on/)
    expect(house.complaints()).toEqual([])
  })

  it('corrects a label with one press, which leads where it belongs', async () => {
    const { house, nina } = await asked(REFUND)
    await house.cardSays('Refund (86 %)')
    await house.ben.chooses('It is about…', 'Order status')
    await house.cardSays('Order status ✓')
    await house.ben.sees('Ben says this is about Order status (was Refund).')
    await house.ben.gives('/why')
    await house.ben.isTold(/Ben says this is about Order status \(was Refund\)\./)
    await house.ben.isTold(/So no rule chose, and it went as its inbox says/)
    expect(nina.held()).toHaveLength(1)
    expect(house.complaints()).toEqual([])
  })

  it('says that a guess was right by choosing the same', async () => {
    const { house } = await asked('hello')
    await house.dora.chooses('It is about…', 'Refund')
    await house.cardSays('Refund ✓')
    await house.dora.sees('Dora says this is about Refund.')
    await house.cardSays('illing')
    expect(house.complaints()).toEqual([])
  })

  it('corrects labels by a command, and is told of those that are not there', async () => {
    const { house } = await asked('hello')
    await house.ben.gives('/label order status')
    await house.cardSays('Order status ✓')
    await house.ben.gives('/label refnud')
    await house.ben.isTold(/There is no label “refnud” here: did you mean Refund\?/)
    await house.ben.gives('/label department:Billing')
    await house.cardSays('Order status ✓ · Billing ✓')
    expect(house.complaints()).toEqual([])
  })

  it('sends a conversation to another team, which its own agent or a supervisor alone may do', async () => {
    const { house, nina } = await asked('hello')
    await house.ben.presses('Claim')
    await house.stands({ status: 'claimed', by: 'Ben' })
    await house.dora.gives('/reroute Billing')
    await house.dora.isTold(/Ben has this one; only they or a supervisor/)
    await house.cleo.gives('/reroute Billing')
    await house.stands({ status: 'waiting' })
    await house.cardSays('illing')
    await house.ben.sees('Cleo sent this on: it is with Billing now.')
    await nina.until(() => nina.state.agent === null)
    expect(nina.held()).toHaveLength(1)
    expect(house.complaints()).toEqual([])
  })
})

describe('a label that left the taxonomy', () => {
  it('keeps its name on conversations that have it, and can be chosen no more', async () => {
    const house = await slackHouse({ sorting })
    const { slack } = house
    const nina = await house.visitor()
    await nina.say(REFUND)
    await house.card('Refund (86 %)')
    const old = await house.thread()

    await house.sorts({
      ...sorting,
      taxonomy: 'intents: [{id: order-status, name: Order status}]',
      routes: '[]',
    })
    const list = old.root.buttons.find((one) => one.startsWith('It is about…')) ?? ''
    await slack.user('ben').presses(old.root, list, 'Refund')
    const told = await house.toldTo('ben', 'There is no label')
    expect(told.text).toContain('There is no label “refund” here: there are Order status, ')

    await house.presses('ben', 'Claim')
    await house.card('Ben has it')
    await house.card('Refund (86 %)')
    const { buttons } = slack.channel('support').thread(old.root).root
    expect(buttons).toContain('It is about… Refund? 86 %')
    expect(buttons).not.toContain('Refund')
    expect(slack.complaints()).toEqual([])
  })
})

describe('a creator', () => {
  it('sees what a conversation is about, and is told who says otherwise when they choose', async () => {
    const house = await discordHouse({ sorting, roles: '[{role: agents, as: creator}]' })
    const { discord } = house
    discord.addUser({ handle: 'dora', name: 'Dora' })
    await discord.user('dora').gets('agents')
    const nina = await house.visitor()
    await nina.say(REFUND)
    await house.card('Refund (86 %)')
    const card = await house.cardNow()
    const list = card.buttons.find((one) => one.startsWith('It is about…')) ?? ''
    await discord.user('dora').chooses(card, list, 'Order status')
    const told = () => discord.user('dora').ephemerals('support')
    await discord.until(() => told().length > 0, 'Dora is told something')
    expect(told().at(-1)?.text).toContain('is for an agent and above; you are here as creator')
    await house.card('Refund (86 %)')
    expect(discord.complaints()).toEqual([])
  })
})
