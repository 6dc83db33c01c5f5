import { describe, expect, it } from 'vitest'
import { DESK_FIRST, twoChats } from '../support/two-chats.ts'
import type { TwoChats } from '../support/two-chats.ts'

const OWN_NAME = 'Fay'

/** Ana has it, from Slack. */
async function claimed(setup: Parameters<typeof twoChats>[0] = {}) {
  const on = await twoChats(setup)
  await on.shows('Where is my parcel?')
  await on.presses('ana', 'Claim')
  await on.card('Ana has it')
  await on.desk.holds(() => on.desk.card().assignee?.name === 'Ana')
  return on
}

/** How often Slack's thread, and the desk's, say so. */
async function counts({ inSlack, desk }: TwoChats, text: string): Promise<readonly number[]> {
  const of = (texts: readonly string[]) => texts.filter((one) => one.includes(text)).length
  return [of(await inSlack()), of(desk.texts())]
}

describe('a conversation that the team sees at the desk and in Slack', () => {
  it('brings the visitor’s words to both, and what is answered on one to the other, under its name', async () => {
    const on = await claimed()
    await on.says('ana', 'On its way.')
    await on.nina.showsIn(['Where is my parcel?', 'On its way.'])
    await on.desk.shows('On its way.')
    expect(on.desk.post('On its way.')).toMatchObject({ as: 'reply', by: { name: 'Ana' } })
    expect(await on.desk.does('/join')).toBe('')
    await on.desk.does('It comes tomorrow.')
    await on.nina.showsIn(['Where is my parcel?', 'On its way.', 'It comes tomorrow.'])
    await on.shows('It comes tomorrow.')
    const { holds } = await on.thread()
    const shown = holds.find(({ text }) => text.includes('It comes tomorrow.'))
    expect(shown?.by).toBe('Fay')
    expect(JSON.stringify(shown?.blocks)).toContain('To the visitor')
    await on.nina.say('Thank you!')
    await on.shows('Thank you!')
    await on.desk.shows('Thank you!')
    for (const text of ['Where is my', 'On its way', 'It comes tomorrow', 'Thank you'])
      expect(await counts(on, text)).toEqual([1, 1])
    expect(on.slack.complaints()).toEqual([])
  })

  it('shows a note of one on the other as a note, and the visitor none of it', async () => {
    const on = await claimed()
    await on.says('ben', '// he was rude last time')
    await on.desk.shows('he was rude')
    expect(on.desk.post('he was rude')).toMatchObject({ as: 'note', by: { name: 'Ben' } })
    await on.desk.does('// look at the refund')
    await on.shows('look at the refund')
    const { holds } = await on.thread()
    const shown = holds.find(({ text }) => text.includes('the refund'))
    expect(shown?.by).toBe('Fay')
    expect(JSON.stringify(shown?.blocks)).toContain('Note, for the team alone')
    await on.says('ana', 'Hello!')
    await on.nina.showsIn(['Where is my parcel?', 'Hello!'])
  })

  it('has one holder: claimed on one, the other’s card shows it, and a second claim is refused by name', async () => {
    const on = await claimed()
    expect(await on.desk.does('/claim')).toMatch(/Ana has had this one/)
    expect(on.desk.card().buttons.map(({ command }) => command)).not.toContain('claim')
    await on.says('ana', '!release')
    await on.desk.holds(() => on.desk.card().status === 'waiting')
    expect(await on.desk.does('/claim')).toBe('')
    await on.card(`${OWN_NAME} has it`)
    await on.slack.user('ben').runs('/greenroom claim 1001', 'support')
    await on.toldTo('ben', 'Fay has had this one')
  })

  it('shows the line of a command once on each, wherever it was given', async () => {
    const on = await claimed()
    await on.says('ana', '!tag tour')
    await on.desk.shows('added the tag tour')
    await on.desk.does('/priority high')
    await on.shows('set the priority to high')
    await on.says('ana', '!close answered')
    await on.desk.shows('closed this')
    await on.shows('Ana closed this')
    for (const text of ['claimed this', 'the tag tour', 'the priority to high', 'closed this'])
      expect(await counts(on, text)).toEqual([1, 1])
  })

  it('redraws on the other what is edited and deleted on one, by the team and by the visitor', async () => {
    const on = await claimed()
    const reply = await on.says('ana', 'It comes on Monday.')
    await on.desk.shows('It comes on Monday.')
    await on.slack.user('ana').edits(reply, 'It comes on Tuesday.')
    await on.desk.shows('It comes on Tuesday.')
    await on.slack.user('ana').deletes(reply)
    await on.desk.holds(() =>
      on.fay.posts(on.id).some((one) => 'removedAt' in one && one.removedAt !== null),
    )
    await on.desk.does('/join')
    await on.desk.does('Really on Friday.')
    await on.shows('Really on Friday.')
    expect(await on.desk.changes('Really on Friday.', { edit: 'Really on Sunday.' })).toBe('')
    await on.shows('Really on Sunday.')
    await on.desk.shows('Really on Sunday.')
    expect(await on.desk.changes('Really on Sunday.', 'remove')).toBe('')
    await on.slack.until(
      () =>
        !JSON.stringify(on.slack.channel('support').threads()[0]?.texts()).includes('on Sunday'),
      'the reply to be gone',
    )
    const [first] = on.nina.held()
    on.nina.send({
      type: 'edit',
      id: 'edit-0000000000000001',
      message: first?.id ?? '',
      text: 'Where is my box?',
    })
    await on.shows('Where is my box?')
    await on.desk.shows('Where is my box?')
  })

  it('takes a held reply back on both when it is undone on one', async () => {
    const on = await claimed({ undo: '30s' })
    await on.says('ana', 'Wrong window')
    await on.desk.shows('Wrong window')
    await on.slack.user('ana').presses(await on.toldTo('ana', 'Goes to the visitor'), 'Undo')
    await on.desk.holds(() => {
      const post = on.desk.post('Wrong window')
      return post?.kind === 'message' && post.withdrawnAt !== null
    })
    await on.desk.does('/join')
    await on.desk.does('Wrong again')
    await on.shows('Wrong again')
    expect(await on.desk.changes('Wrong again', 'undo')).toBe('')
    await on.slack.until(() => {
      const [there] = on.slack.channel('support').threads()
      return there?.texts().filter((one) => one.includes('was withdrawn')).length === 1
    }, 'it to be taken back')
    expect(on.nina.shows()).toEqual(['Where is my parcel?'])
  })

  it('shows on both what the visitor sets on a reply, and at the desk what is set in Slack', async () => {
    const on = await claimed()
    const reply = await on.says('ana', 'On its way.')
    await on.nina.showsIn(['Where is my parcel?', 'On its way.'])
    const shown = on.nina.held().find(({ mine }) => !mine)
    on.nina.send({
      type: 'react',
      id: 'react-000000000000001',
      message: shown?.id ?? '',
      emoji: '🎉',
      on: true,
    })
    await on.slack.until(
      () =>
        on.slack
          .channel('support')
          .message(reply)
          .reactions.some((one) => one.includes('🎉')),
      'a reaction in Slack',
    )
    const reactionsOf = (text: string) => {
      const post = on.desk.post(text)
      return post?.kind === 'message' ? (post.reactions ?? []).map(({ emoji }) => emoji) : []
    }
    await on.desk.holds(() => reactionsOf('On its way.').includes('🎉'))
    const [theirs] = (await on.thread()).holds
    if (theirs) await on.slack.user('ana').reacts(theirs, 'thumbsup')
    await on.desk.holds(() => reactionsOf('Where is my parcel?').includes('👍'))
  })

  it('says on both what became of a reply', async () => {
    const on = await claimed()
    const reply = await on.says('ana', 'On its way.')
    await on.nina.showsIn(['Where is my parcel?', 'On its way.'])
    on.nina.send({ type: 'seen', message: on.nina.held().at(-1)?.id ?? '' })
    await on.slack.until(
      () =>
        on.slack
          .channel('support')
          .message(reply)
          .reactions.some((one) => one.includes('👀')),
      'that it was seen',
    )
    await on.desk.holds(() => {
      const post = on.desk.post('On its way.')
      return post?.kind === 'message' && on.desk.card().seen >= post.number
    })
    await on.desk.does('/join')
    await on.desk.does('It comes tomorrow.')
    await on.nina.until(() => on.nina.shows().includes('It comes tomorrow.'))
    on.nina.send({ type: 'seen', message: on.nina.held().at(-1)?.id ?? '' })
    await on.slack.until(() => {
      const [there] = on.slack.channel('support').threads()
      const shown = there?.holds.find(({ text }) => text.includes('It comes tomorrow.'))
      return shown?.reactions.some((one) => one.includes('👀')) === true
    }, 'that what the desk said was seen')
  })

  it('brings a file that one of them has to the other', async () => {
    const on = await claimed()
    const { root } = await on.thread()
    await on.slack
      .user('ana')
      .uploads(
        'support',
        { name: 'label.txt', content: 'Print me', mimetype: 'text/plain' },
        { thread: root, saying: 'Your label' },
      )
    await on.desk.shows('label.txt')
    const sent = await fetch(`${on.url}/desk/files?inbox=demo`, {
      method: 'POST',
      headers: {
        cookie: on.fay.cookie,
        origin: on.url,
        'content-type': 'text/plain',
        'x-file-name': 'map.txt',
      },
      body: 'Turn left',
    })
    const { file } = (await sent.json()) as { file: { id: string } }
    await on.desk.does('/join')
    expect(await on.desk.does('The way', [file.id])).toBe('')
    await on.slack.until(() => {
      const [there] = on.slack.channel('support').threads()
      return (
        there?.holds.some(({ files, text }) => [...files, text].join().includes('map.txt')) === true
      )
    }, 'the file in Slack')
    await on.nina.until(() => JSON.stringify(on.nina.held()).includes('map.txt'))
  })

  it('goes on at the desk, and with the visitor, while Slack’s channel is archived, and catches up after', async () => {
    const on = await twoChats()
    await on.shows('Where is my parcel?')
    on.slack.channel('support').archives()
    await on.nina.say('Hello?')
    await on.desk.shows('Hello?')
    await on.desk.does('/claim')
    await on.desk.does('I am here.')
    await on.nina.showsIn(['Where is my parcel?', 'Hello?', 'I am here.'])
    on.slack.channel('support').unarchives()
    await on.shows('I am here.')
    expect(await counts(on, 'Hello?')).toEqual([1, 1])
  })

  it('is claimed and closed by one of two who do it at one instant', async () => {
    const on = await twoChats()
    await on.shows('Where is my parcel?')
    const [said] = await Promise.all([on.desk.does('/claim'), on.presses('ana', 'Claim')])
    await on.slack.settled()
    await on.desk.holds(() => on.desk.card().assignee !== null)
    const holder = on.desk.card().assignee?.name
    const told = holder === OWN_NAME ? (await on.toldTo('ana', 'has had this one')).text : said
    expect(told).toContain(`${holder} has had this one`)
    await on.card(`${holder} has it`)
    await on.desk.shows('claimed this')
    await on.shows('claimed this')
    expect(await counts(on, 'claimed this')).toEqual([1, 1])
  })
})

describe('a conversation that is moved', () => {
  it('from the desk to Slack stands there with all that was said, and the desk says where it went', async () => {
    const on = await twoChats({ places: DESK_FIRST })
    await on.desk.does('/claim')
    await on.desk.does('On its way.')
    expect(await on.desk.does('/move slack')).toBe('')
    await on.shows('Fay moved this to Slack.')
    expect(await on.inSlack()).toEqual([
      expect.stringContaining('Where is my parcel?'),
      expect.stringContaining('On its way.'),
      expect.stringContaining('Fay moved this to Slack.'),
    ])
    await on.card('Fay has it')
    await on.desk.shows('Fay moved this to Slack.')
    const { root } = await on.thread()
    const address = `/archives/${root.channel}/p${root.ts.replace('.', '')}`
    await on.desk.holds(() => on.desk.card().movedTo?.[0]?.link?.includes(address) === true)
    expect(on.desk.card()).toMatchObject({ movedTo: [{ name: 'Slack' }], buttons: [] })
    await on.nina.say('And now?')
    await on.shows('And now?')
    const refusal = await on.desk.does('Anyone?')
    expect(refusal).toMatch(
      /^This conversation was moved to Slack: write there\. https?:.*archives/,
    )
    expect(on.nina.shows()).not.toContain('Anyone?')
    expect(on.desk.texts().join()).not.toContain('And now?')
  })

  it('from Slack to the desk says so in Slack, takes nothing there, and tells privately where to go', async () => {
    const on = await claimed()
    const reply = await on.says('ana', 'On its way.')
    await on.nina.showsIn(['Where is my parcel?', 'On its way.'])
    const old = await on.slackCard()
    await on.says('ana', '!move desk')
    await on.shows('Ana moved this to the desk.')
    await on.slack.until(
      () => on.slack.channel('support').thread(old).root.text.includes('Moved to the desk'),
      'the card to say so',
    )
    const card = await on.slackCard()
    expect(card.buttons).toEqual(['Open at the desk'])
    expect(JSON.stringify(card.blocks)).toContain(`${on.url}/desk/#1001`)
    await on.says('ana', 'Are you there?')
    const told = await on.toldTo('ana', 'was moved to the desk: write there')
    expect(told.text).toContain(`${on.url}/desk/#1001`)
    await on.slack.user('ana').edits(reply, 'Never mind')
    await on.toldTo('ana', 'was moved to the desk: do it there')
    await on.slack.user('ana').presses(card, 'Open at the desk')
    await on.desk.does('/takeover')
    await on.desk.does('/join')
    await on.desk.does('Here we are.')
    await on.nina.showsIn(['Where is my parcel?', 'On its way.', 'Here we are.'])
    expect((await on.inSlack()).join()).not.toContain('Here we are.')
    expect(on.desk.texts().join()).not.toMatch(/Are you there|Never mind/)
    expect(on.slack.complaints()).toEqual([])
  })

  it('and back goes on in the thread that stands there, with what it missed, once', async () => {
    const on = await claimed()
    await on.says('ana', 'On its way.')
    await on.says('ana', '!move desk')
    await on.desk.shows('Ana moved this to the desk.')
    await on.nina.say('And now?')
    await on.desk.shows('And now?')
    await on.desk.does('/join')
    await on.desk.does('Tomorrow.')
    expect(await on.desk.does('/move slack')).toBe('')
    await on.shows('Fay moved this to Slack.')
    await on.card('Ana has it')
    expect(on.slack.channel('support').threads()).toHaveLength(1)
    for (const text of ['Where is my', 'On its way.', 'And now?', 'Tomorrow.'])
      expect((await counts(on, text))[0]).toBe(1)
    await on.says('ana', 'I have it again.')
    await on.nina.until(() => on.nina.shows().includes('I have it again.'))
  })

  it('from a form in Slack that offers the chats there are', async () => {
    const on = await claimed()
    await on.slack.user('ana').runs('/greenroom move 1001', 'support')
    await on.slack.until(() => on.slack.user('ana').modal()?.submit === 'Move', 'the form')
    const form = on.slack.user('ana').modal()
    if (!form) throw new Error('There is no form.')
    await on.slack.user('ana').submits(form, { 'arg:to': 'desk' })
    await on.desk.shows('Ana moved this to the desk.')
    expect(on.slack.complaints()).toEqual([])
  })

  it('to where nothing is set up is refused, and it stays where it is', async () => {
    const on = await twoChats({ places: 'places: [{chat: desk, channel: support}]' })
    expect(await on.desk.does('/move slack')).toBe('No place is set up for this inbox in Slack.')
    expect(await on.desk.does('/move discord')).toMatch(/^Say where to: `desk`, `slack`/)
    expect(on.desk.card().movedTo).toBeUndefined()
  })

  it('can be shown in the other chat, too', async () => {
    const on = await twoChats({ places: DESK_FIRST })
    expect(await on.desk.does('/mirror slack')).toBe('')
    await on.shows('Where is my parcel?')
    await on.presses('ben', 'Claim')
    await on.desk.holds(() => on.desk.card().assignee?.name === 'Ben')
    await on.nina.say('Hello?')
    await on.shows('Hello?')
    await on.desk.shows('Hello?')
  })
})
