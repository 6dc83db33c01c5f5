import { describe, expect, it } from 'vitest'
import { claimedBy, slackHouse } from '../support/slack-house.ts'
import type { SlackHouse } from '../support/slack-house.ts'

async function chat(setup: Parameters<typeof slackHouse>[0] = {}) {
  const house = await slackHouse(setup)
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  return { house, nina }
}

/** Resolves once somebody has this form before them. */
async function form({ slack }: SlackHouse, who: string, has: string) {
  const user = slack.user(who)
  const now = () => user.modal()
  const shown = () => `${now()?.title} ${now()?.text} [${now()?.submit ?? ''}]`
  await slack.until(() => shown().includes(has), `a form with “${has}”, not “${shown()}”`)
  const found = now()
  if (!found) throw new Error('There is no form.')
  return found
}

async function picks(house: SlackHouse, who: string, query: string) {
  const view = await form(house, who, 'Conversation')
  return house.slack.user(who).searches(view, 'pick:conversation', query)
}

describe.each(['socket', 'http'] as const)('slash commands, over %s', (mode) => {
  it('act on the conversation of that number', async () => {
    const { house } = await chat({ mode })
    const ana = house.slack.user('ana')
    expect(await ana.runs('/claim 1001', 'support')).toMatchObject({ notice: null })
    await house.card('Ana has it')
    await house.toldTo('ana', 'Done.')
    await ana.runs('/claim 77', 'support')
    await house.toldTo('ana', 'There is no conversation 77.')
    await house.slack.user('ben').runs('/takeover 1001', 'support')
    await house.toldTo('ben', 'supervisor')
    await house.slack.user('cleo').runs('/greenroom takeover #1001', 'support')
    await house.card('Cleo has it')
    expect(house.slack.complaints()).toEqual([])
  })

  it('ask which conversation when none is named, found by number or by name', async () => {
    const { house } = await chat({ mode })
    const ana = house.slack.user('ana')
    await ana.runs('/claim', 'support')
    const [first = ''] = await picks(house, 'ana', '')
    expect(first).toMatch(/^1001 · .+ · waits a moment$/)
    expect(await picks(house, 'ana', 'nobody of that name')).toEqual([])
    expect(await picks(house, 'ana', '100')).toEqual([first])
    const name = first.split(' · ')[1] ?? ''
    expect(await picks(house, 'ana', name.slice(2, 8).toLowerCase())).toEqual([first])
    await ana.submits(await form(house, 'ana', 'Conversation'), { Conversation: first })
    await house.card('Ana has it')
    expect(ana.modal()).toBeNull()
    expect(house.slack.complaints()).toEqual([])
  })

  it('ask for what else there is to say: whom to assign it to', async () => {
    const { house } = await chat({ mode })
    const cleo = house.slack.user('cleo')
    await cleo.runs('/assign', 'support')
    const [first = ''] = await picks(house, 'cleo', '1001')
    const view = await form(house, 'cleo', 'To whom')
    await cleo.submits(view, { Conversation: first, 'To whom': 'Ben' })
    await house.card('Ben has it')
    expect(house.slack.complaints()).toEqual([])
  })

  it('find a canned reply, and put it into a form to be read over and sent', async () => {
    const { house, nina } = await chat({ mode })
    const ana = house.slack.user('ana')
    await claimedBy(house, 'Ana')
    await ana.runs('/canned', 'support')
    const [first = ''] = await picks(house, 'ana', '1001')
    await ana.presses(await form(house, 'ana', 'Which'), 'pick:conversation', first)
    const view = await form(house, 'ana', 'Which')
    expect(await ana.searches(view, 'pick:canned', 'hel')).toEqual(['hello'])
    await ana.submits(view, { Conversation: first, Which: 'hello' })
    await ana.submits(await form(house, 'ana', 'Send to visitor'), {})
    await nina.showsIn(['Where is my parcel?', 'Hello there!'])
    expect(house.slack.complaints()).toEqual([])
  })

  it('list who waits, for the eyes of who asked, with links to the threads', async () => {
    const { house } = await chat({ mode })
    await house.slack.user('ana').runs('/queue', 'support')
    const told = await house.toldTo('ana', '1 visitor waits for an answer.')
    expect(told.text).toMatch(/#1001 .+ — waits/)
    const { root } = await house.thread()
    const address = `https://example.slack.com/archives/${root.channel}/p${root.ts.replace('.', '')}`
    expect(JSON.stringify(told.blocks)).toContain(address)
    expect(house.slack.user('ben').ephemerals('support')).toEqual([])
  })
})

describe('slash commands', () => {
  it('are answered where the app is not, too', async () => {
    const { house } = await chat()
    await house.slack.user('ana').runs('/queue', 'lounge')
    const told = () => house.slack.user('ana').ephemerals('lounge')
    await house.slack.until(() => told().length > 0)
    expect(told()[0]?.text).toContain('#1001')
  })

  it('are taken by none of Slack’s threads', async () => {
    const { house } = await chat()
    const { root } = await house.thread()
    const outcome = await house.slack.user('ana').runs('/claim', 'support', { thread: root })
    expect(outcome.notice).toContain('not supported in threads')
    expect(house.slack.user('ana').modal()).toBeNull()
  })

  it('open their form before anything else: a trigger lives three seconds', async () => {
    const { house } = await chat()
    house.slack.weather.brings({ method: 'users.info', does: { kind: 'slow', ms: 100 } })
    await house.slack.user('ana').runs('/claim', 'support')
    await form(house, 'ana', 'One moment')
    await form(house, 'ana', 'Conversation')
    const calls = house.slack.calls().map(({ method }) => method)
    const first = (method: string) => calls.indexOf(method)
    expect(first('users.info')).toBeGreaterThan(first('views.open'))
  })

  it('ask in a form for what was left out, and keep what was typed', async () => {
    const { house } = await chat()
    const cleo = house.slack.user('cleo')
    await cleo.runs('/greenroom close 1001', 'support')
    const view = await form(house, 'cleo', 'Outcome')
    expect(view.text).not.toContain('Conversation')
    await cleo.submits(view, { Outcome: 'spam' })
    await house.card('Closed: spam')
    await cleo.runs('/greenroom transfer Ben he knows the courier', 'support')
    expect(JSON.stringify((await form(house, 'cleo', 'Conversation')).blocks)).toContain('courier')
    await cleo.runs('/greenroom reopen', 'support')
    await form(house, 'cleo', '[Reopen]')
    const [closed = ''] = await picks(house, 'cleo', '1001')
    expect(closed).toContain('1001')
    await cleo.submits(await form(house, 'cleo', 'Conversation'), { Conversation: closed })
    await house.card('Waiting')
  })

  it('say beside the field what stood against it', async () => {
    const { house } = await chat()
    const ben = house.slack.user('ben')
    await ben.runs('/claim', 'support')
    const [first = ''] = await picks(house, 'ben', '')
    await claimedBy(house, 'Ana')
    const view = await form(house, 'ben', 'Conversation')
    const { errors } = await ben.submits(view, { Conversation: first })
    expect(errors['conversation']).toContain('Ana')
  })

  it('give no conversation to who is no member', async () => {
    const { house } = await chat()
    house.slack.addUser({ handle: 'zoe', email: 'zoe@elsewhere.example' })
    const zoe = house.slack.user('zoe')
    await zoe.runs('/claim', 'support')
    expect((await form(house, 'zoe', 'does not know you')).text).not.toContain('1001')
    await zoe.runs('/queue', 'support')
    expect((await house.toldTo('zoe', 'does not know you')).text).not.toContain('1001')
  })
})

describe('a mention of the app', () => {
  it('in a thread is a command, done once, and never said to the visitor', async () => {
    const { house, nina } = await chat()
    const { slack } = house
    await house.says('ana', '@greenroom claim')
    await house.card('Ana has it')
    await house.says('ana', '@greenroom: tag parcel')
    await house.shows('Ana added the tag parcel.')
    await house.says('ana', '@greenroom he is a nuisance')
    await house.toldTo('ana', 'no visitor reads this')
    await house.says('ana', 'I think @greenroom is slow today')
    await slack.settled()
    await house.says('ana', 'It is in the shed')
    await nina.showsIn(['Where is my parcel?', 'It is in the shed'])
    const texts = (await house.thread()).texts()
    expect(texts.filter((text) => text === 'Ana claimed this.')).toHaveLength(1)
    const told = slack.user('ana').ephemerals('support')
    expect(told.filter(({ text }) => text.includes('no visitor reads this'))).toHaveLength(2)
  })

  it('that ends a conversation does so', async () => {
    const { house } = await chat()
    await claimedBy(house, 'Ana')
    await house.says('ana', '@greenroom close answered')
    await house.card('Closed: answered')
    expect(house.slack.user('ana').ephemerals('support')).toEqual([])
  })

  it('whispers, and says that the line itself is in everyone’s sight', async () => {
    const { house, nina } = await chat()
    await house.says('cleo', '@greenroom whisper @Ben let me take this one')
    await house.toldTo('cleo', 'Everyone in this channel can read the line')
    expect(nina.shows()).toEqual(['Where is my parcel?'])
    expect(house.slack.user('ana').ephemerals('support')).toEqual([])
  })

  it('in a note is a note', async () => {
    const { house, nina } = await chat()
    await claimedBy(house, 'Ana')
    const note = await house.says('ana', '// @greenroom did not know')
    const support = house.slack.channel('support')
    await house.slack.until(() => support.message(note.ts).reactions[0]?.startsWith('🔒') === true)
    expect(nina.shows()).toEqual(['Where is my parcel?'])
  })

  it('becomes no reply when the app’s name is taken out, and no reply becomes one', async () => {
    const { house, nina } = await chat()
    await claimedBy(house, 'Ana')
    const ana = house.slack.user('ana')
    const aside = await house.says('ana', '@greenroom he is a nuisance')
    await house.toldTo('ana', 'no visitor reads this')
    await ana.edits(aside, 'he is a nuisance')
    const reply = await house.says('ana', 'It is in the shed')
    await nina.showsIn(['Where is my parcel?', 'It is in the shed'])
    await ana.edits(reply, '@greenroom close spam')
    await house.toldTo('ana', 'An edit cannot be a command')
    expect(nina.shows()).toEqual(['Where is my parcel?', 'It is in the shed'])
  })

  it('outside of a conversation’s thread is answered for the eyes of who wrote it', async () => {
    const { house } = await chat()
    const { slack } = house
    const ana = slack.user('ana')
    await ana.says('support', '@greenroom help')
    await house.toldTo('ana', '/transfer')
    await ana.says('support', '@greenroom claim')
    await house.toldTo('ana', 'Say which conversation')
    await ana.says('support', '@greenroom claim 1001')
    await house.card('Ana has it')
    await ana.says('support', '@greenroom good morning')
    await house.toldTo('ana', 'gave it no command')
    const root = await slack.user('ben').says('support', 'A thread of our own')
    await ana.says('support', '@greenroom queue', { thread: root })
    await house.toldTo('ana', '1 visitor waits')
    slack.addUser({ handle: 'zoe', email: 'zoe@elsewhere.example' })
    await slack.user('zoe').says('support', '@greenroom queue')
    await house.toldTo('zoe', 'does not know you')
    expect(slack.user('ben').ephemerals('support')).toEqual([])
  })
})
