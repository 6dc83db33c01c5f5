import { describe, expect, it } from 'vitest'
import { bearer } from '../adapters/widget/visitor.ts'
import { PNG } from '../adapters/files/bytes.ts'
import { deskTeam } from '../support/teams/desk-team.ts'
import { discordCommandsTeam } from '../support/teams/discord-commands-team.ts'
import { discordTeam } from '../support/teams/discord-team.ts'
import { slackTeam } from '../support/teams/slack-team.ts'
import { twoChatsTeam } from '../support/teams/two-chats-team.ts'
import type { TeamHouse, TeamSetup, Visitor } from '../support/teams/team.ts'

/** Wherever a team can sit: each story is told at each of them. */
const TEAMS: readonly (readonly [string, (setup?: TeamSetup) => Promise<TeamHouse>])[] = [
  ['at the desk', deskTeam],
  ['in Slack, over a socket', (setup) => slackTeam('socket', setup)],
  ['in Slack, over HTTP', (setup) => slackTeam('http', setup)],
  ['in Discord, in posts of a forum', (setup) => discordTeam('post', setup)],
  ['in Discord, in threads', (setup) => discordTeam('thread', setup)],
  ['in Discord, in channels of their own', (setup) => discordTeam('channel', setup)],
  ['in Discord by commands, in posts of a forum', (setup) => discordCommandsTeam('post', setup)],
  ['in Discord by commands, in threads', (setup) => discordCommandsTeam('thread', setup)],
  ['in Discord by commands, in channels', (setup) => discordCommandsTeam('channel', setup)],
  ['in Slack and in Discord at once', twoChatsTeam],
]

const PROGRAM = Buffer.from('4d5a90000300000004000000ffff0000', 'hex')

const QUESTION = 'Where is my parcel?'

describe.each(TEAMS)('a team %s', (_, team) => {
  async function asked(setup?: TeamSetup) {
    const house = await team(setup)
    const nina = await house.visitor()
    const question = await nina.say(QUESTION)
    await house.ben.sees(QUESTION)
    return { house, nina, question }
  }

  async function claimed(setup?: TeamSetup) {
    const { house, nina, question } = await asked(setup)
    await house.ben.presses('Claim')
    await house.stands({ status: 'claimed', by: 'Ben' })
    return { house, nina, question }
  }

  it('claims with a button and answers in plain words, and sees that it was delivered and seen', async () => {
    const { house, nina } = await asked()
    await house.stands({ status: 'waiting' })
    await house.ben.presses('Claim')
    await house.stands({ status: 'claimed', by: 'Ben' })
    await nina.until(() => nina.state.agent === 'Ben')
    const reply = await house.ben.says('It is on its way!')
    await nina.showsIn([QUESTION, 'It is on its way!'])
    const got = nina.held().find((message) => !message.mine)
    expect(got?.from.name).toBe('Ben')
    nina.send({ type: 'delivered', message: got?.id ?? '' })
    await house.ben.seesMark(reply, 'delivered')
    nina.send({ type: 'seen', message: got?.id ?? '' })
    await house.ben.seesMark(reply, 'seen')
    expect(await house.count('It is on its way!')).toBe(1)
    expect(house.complaints()).toEqual([])
  })

  it('keeps what is written before joining to itself, until its author claims and sends it', async () => {
    const { house, nina } = await asked()
    const words = await house.ben.says('I will look')
    await house.ben.seesMark(words, 'note')
    expect(nina.shows()).toEqual([QUESTION])
    await house.ben.sends(words)
    await nina.showsIn([QUESTION, 'I will look'])
    await house.stands({ status: 'claimed', by: 'Ben' })
    await house.ben.seesMark(words, 'sent')
  })

  it('writes notes that no visitor ever gets, joined or not', async () => {
    const { house, nina } = await claimed()
    const first = await house.ben.says('// he was rude last time')
    await house.ben.seesMark(first, 'note')
    await house.dora.says('ask him for the number')
    await house.dora.gives('!note and the address')
    await house.ben.says('What is the number of your order?')
    await nina.showsIn([QUESTION, 'What is the number of your order?'])
    expect(JSON.stringify(nina.frames)).not.toMatch(/rude|ask him|address/)
  })

  it('takes a reply back while it is held', async () => {
    const { house, nina } = await claimed({ undo: '30s' })
    const reply = await house.ben.says('No idea')
    await house.ben.undoes(reply)
    await house.ben.seesMark(reply, 'withdrawn')
    expect(nina.shows()).toEqual([QUESTION])
  })

  it('edits and deletes what the visitor sees, and never turns a reply into a note', async () => {
    const { house, nina } = await claimed()
    const reply = await house.ben.says('It arives today')
    await nina.showsIn([QUESTION, 'It arives today'])
    await house.ben.edits(reply, 'It arrives today')
    await nina.showsIn([QUESTION, 'It arrives today'])
    await house.ben.edits(reply, '// the courier is on strike')
    await house.ben.isTold(/cannot become a note/)
    await house.ben.deletes(reply)
    await nina.showsIn([QUESTION, '(removed)'])
    expect(JSON.stringify(nina.frames)).not.toContain('strike')
  })

  it('sees what the visitor changed and took back, and what it said before', async () => {
    const { house, nina, question } = await claimed()
    const message = question.type === 'received' ? question.message : ''
    nina.send({ type: 'edit', id: 'edit-of-the-first-one', message, text: 'Where are my shoes?' })
    await house.ben.sees('Where are my shoes?')
    await house.ben.sees(QUESTION)
    nina.send({ type: 'remove', id: 'removal-of-the-first-one', message })
    await nina.showsIn(['(removed)'])
    await house.ben.sees('Where are my shoes?')
    expect(house.complaints()).toEqual([])
  })

  it('hands a conversation over with a word to the next, whom it alerts', async () => {
    const { house, nina } = await claimed()
    await house.ben.gives('!transfer @Dora she knows the courier')
    await house.stands({ status: 'claimed', by: 'Dora' })
    await house.dora.isAlerted(/Ben handed this to Dora/)
    await house.dora.sees('she knows the courier')
    await house.dora.says('Hello, Dora here')
    await nina.until(() => nina.shows().includes('Hello, Dora here'))
    expect(nina.shows()).toEqual([QUESTION, 'Hello, Dora here'])
    await nina.until(() => nina.state.agent === 'Dora')
  })

  it('is taken over by a supervisor, and by nobody else', async () => {
    const { house, nina } = await claimed()
    await house.dora.gives('!takeover')
    await house.dora.isTold(/supervisor/)
    await house.cleo.gives('!takeover')
    await house.stands({ status: 'claimed', by: 'Cleo' })
    await house.ben.isAlerted(/Cleo took this over from Ben/)
    await house.cleo.says('I will see to it myself')
    await nina.showsIn([QUESTION, 'I will see to it myself'])
    expect(house.complaints()).toEqual([])
  })

  it('is given a conversation by a supervisor', async () => {
    const { house, nina } = await asked()
    await house.cleo.gives('!assign @Dora')
    await house.stands({ status: 'claimed', by: 'Dora' })
    await house.dora.isAlerted(/Cleo assigned this to Dora/)
    await house.dora.says('Here I am')
    await nina.showsIn([QUESTION, 'Here I am'])
    expect(house.complaints()).toEqual([])
  })

  it('speaks with two voices once a second agent has joined', async () => {
    const { house, nina } = await claimed()
    await house.dora.gives('!join')
    await house.dora.isIn()
    await house.ben.says('My colleague knows more')
    await nina.until(() => nina.shows().includes('My colleague knows more'))
    await house.dora.says('I do')
    await nina.until(() => nina.shows().includes('I do'))
    const voices = nina.held().filter((message) => !message.mine)
    expect(voices.map(({ from }) => from.name)).toEqual(['Ben', 'Dora'])
  })

  it('lets one of two who claim at once have it, and tells the other who has', async () => {
    const { house } = await asked()
    const { ben, dora } = house
    await Promise.all([ben.gives('!claim'), dora.gives('!claim')])
    const first = await Promise.any([
      house.stands({ status: 'claimed', by: 'Ben' }).then(() => ben),
      house.stands({ status: 'claimed', by: 'Dora' }).then(() => dora),
    ])
    const second = first === ben ? dora : ben
    await expect
      .poll(async () => second.isTold(new RegExp(`${first.name} has`)).then(() => 'told'))
      .toBe('told')
    expect(house.complaints()).toEqual([])
  })

  it('closes, and waits for an answer again when the visitor writes again', async () => {
    const { house, nina } = await claimed()
    await house.ben.gives('!close answered all is well')
    await house.stands({ status: 'closed', outcome: 'answered' })
    await nina.until(() => nina.state.status === 'closed')
    expect(nina.shows().join()).not.toContain('all is well')
    await house.ben.says('to nobody')
    await nina.say('One more thing')
    await house.ben.sees('One more thing')
    await house.stands({ status: 'waiting' })
    expect(nina.shows()).toEqual([QUESTION, 'One more thing'])
  })

  it('reopens a closed conversation by command', async () => {
    const { house, nina } = await claimed()
    await house.ben.gives('!close no-reply')
    await house.stands({ status: 'closed', outcome: 'no-reply' })
    await house.ben.gives('!reopen')
    await house.ben.sees('Ben reopened this.')
    await house.ben.gives('!claim')
    await house.stands({ status: 'claimed', by: 'Ben' })
    await house.ben.says('I found it after all')
    await nina.showsIn([QUESTION, 'I found it after all'])
    expect(house.complaints()).toEqual([])
  })

  it('puts a conversation off and gives it back', async () => {
    const { house } = await claimed()
    await house.ben.gives('!snooze 3h')
    await house.stands({ status: 'snoozed' })
    await house.ben.gives('!claim')
    await house.stands({ status: 'claimed', by: 'Ben' })
    await house.ben.gives('!release')
    await house.stands({ status: 'waiting' })
    expect(house.complaints()).toEqual([])
  })

  it('sends a file, gets one, and is told what is wrong with a third', async () => {
    const { house, nina } = await claimed()
    await house.ben.uploads({ name: 'label.png', type: 'image/png', bytes: PNG }, 'Your label')
    await nina.showsIn([QUESTION, 'Your label'])
    const sent = nina.held().at(-1)?.files[0]
    expect(sent).toMatchObject({ name: 'label.png', type: 'image/png' })
    const opened = await fetch(new URL(sent?.url ?? '', house.url))
    expect(Buffer.from(await opened.arrayBuffer())).toEqual(PNG)
    await nina.say('And my parcel', undefined, [await upload(house, nina)])
    await house.ben.seesFile('parcel.png')
    await house.ben.uploads(
      { name: 'run.exe', type: 'application/x-msdownload', bytes: PROGRAM },
      '',
    )
    await house.ben.isTold(/Taken here/)
  })

  it('shows a visitor’s words as words, and alerts nobody with them', async () => {
    const { house, nina } = await claimed()
    const hostile = ['@everyone @here <!channel> &amp;', '*bold* _it_ `code` ~no~ ||spoiler||']
    for (const text of hostile) {
      await nina.say(text)
      await house.ben.sees(text)
    }
    expect(house.complaints()).toEqual([])
  })
})

async function upload({ url }: TeamHouse, { token }: Visitor): Promise<string> {
  const response = await fetch(`${url}/widget/v1/demo/files`, {
    method: 'POST',
    headers: {
      ...bearer({ token }),
      origin: 'https://shop.example',
      'content-type': 'image/png',
      'x-file-name': 'parcel.png',
    },
    body: new Uint8Array(PNG),
  })
  return ((await response.json()) as { file: { id: string } }).file.id
}
