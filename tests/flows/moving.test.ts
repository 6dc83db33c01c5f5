import { describe, expect, it } from 'vitest'
import type { AgentId } from '../../src/conversation/ids.ts'
import type { TeamInbox } from '../../src/ports.ts'
import { textContent } from '../../src/conversation/message.ts'
import { world } from '../support/world.ts'

async function moving(setup: Parameters<typeof world>[0] = {}) {
  const on = await world(setup)
  const ben = await on.member('Ben')
  const ana = await on.member('Ana')
  await on.write('Where is my parcel?')
  await on.settled()
  const { id } = await on.current()
  let count = 0
  const inChat = (inbox: TeamInbox) => ({
    say: (by: AgentId, words: string) =>
      inbox.message({
        id: `said-${(count += 1)}`,
        by,
        conversation: id,
        content: textContent(words),
        intent: 'auto',
        ref: null,
      }),
    command: (by: AgentId, name: string, args: Readonly<Record<string, string>> = {}) =>
      inbox.command({ id: `gave-${(count += 1)}`, by, conversation: id, name, args }),
  })
  const desk = inChat(on.team)
  const slack = inChat(on.inSlack)
  const move = async (to: string, by = ben, from = desk) => {
    const answer = await from.command(by, 'move', { to })
    await on.settled()
    return answer
  }
  return { on, id, ben, ana, desk, slack, move }
}

const sentenceOf = (answer: { ok: boolean; refusal?: { sentence: string } }) =>
  answer.refusal?.sentence ?? ''

describe('a conversation that is moved to another chat', () => {
  it('stands there with all that was said but what was whispered, and goes on there alone', async () => {
    const { on, id, ben, desk, move } = await moving()
    const cleo = await on.member('Cleo', 'supervisor')
    await desk.command(ben, 'claim')
    await desk.say(ben, 'On its way.')
    await desk.command(cleo, 'whisper', { to: 'Ben', text: 'she is our landlord' })
    await desk.say(cleo, 'look at the refund')
    await on.settled()
    expect(await move('slack')).toEqual({ ok: true })
    expect(on.slack.shows(id)).toEqual([
      'visitor: Where is my parcel?',
      'reply: On its way.',
      'note: look at the refund',
      'Ben moved this to Slack.',
    ])
    expect(on.chat.shows(id).at(-1)).toBe('Ben moved this to Slack.')
    expect(on.chat.cards.get(id)).toEqual(['slack'])
    await on.write('And now?')
    await on.settled()
    expect(on.slack.shows(id).at(-1)).toBe('visitor: And now?')
    expect(on.chat.shows(id).join()).not.toContain('And now?')
  })

  it('is in the log and in the transcript', async () => {
    const { on, id, ben, slack, move } = await moving()
    await move('slack')
    const events = await on.database.store.events(id)
    expect(events.map(({ event }) => event.type)).toContain('moved')
    const answer = await slack.command(ben, 'transcript')
    expect(answer.ok && answer.text).toMatch(
      /Nina: Where is my parcel\?\n.*Ben moved this to Slack\./,
    )
  })

  it('takes nothing in the old thread, says where to go, and the visitor hears none of it', async () => {
    const { on, id, ben, desk, slack, move } = await moving()
    await desk.command(ben, 'claim')
    await desk.say(ben, 'On its way.')
    await on.settled()
    const [, reply] = await on.database.store.history(id, 9)
    await move('slack')
    const sees = on.door.sees()
    const before = (await on.current()).events
    const where = `This conversation was moved to Slack: write there. https://slack.example/${id}`
    expect(sentenceOf(await desk.say(ben, 'Anyone there?'))).toBe(where)
    const there = /moved to Slack: do it there\. https/
    expect(sentenceOf(await desk.command(ben, 'close', { outcome: 'answered' }))).toMatch(there)
    expect(sentenceOf(await desk.command(ben, 'transcript'))).toMatch(there)
    if (!reply) throw new Error('There is no reply.')
    const by = { by: ben, message: reply.id }
    const edited = { id: 'e1', ...by, content: textContent('Never'), intent: 'auto' } as const
    expect(sentenceOf(await on.team.edited(edited))).toMatch(there)
    expect(sentenceOf(await on.team.removed({ id: 'e2', ...by }))).toMatch(there)
    const reacted = { id: 'e3', ...by, emoji: '👍', on: true }
    expect(sentenceOf(await on.team.reacted(reacted))).toMatch(there)
    await on.settled()
    expect(on.door.sees()).toEqual(sees)
    expect((await on.current()).events).toBe(before)
    expect((await slack.say(ben, 'I am here now.')).ok).toBe(true)
    await on.settled()
    expect(on.door.sees()).toContain('I am here now.')
  })

  it('can be brought back from the chat that it left', async () => {
    const { on, id, ben, ana, desk, move } = await moving()
    await move('slack')
    expect(await move('desk', ben, desk)).toEqual({ ok: true })
    expect(on.slack.cards.get(id)).toEqual(['desk'])
    expect(on.chat.cards.get(id)).toEqual(['desk'])
    expect((await desk.command(ana, 'claim')).ok).toBe(true)
  })

  it('that comes back goes on in the thread that stands there, which gets what it missed, once', async () => {
    const { on, id, ben, desk, slack, move } = await moving()
    const posts: string[] = []
    const { post } = on.slack.chat
    await move('slack')
    const [first] = await on.database.store.history(id, 1)
    await move('desk')
    await desk.command(ben, 'claim')
    await desk.say(ben, 'It is here.')
    await on.write('Thank you!')
    await on.visitors.arrived({
      kind: 'edit',
      id: 'edit',
      from: on.sender('nina'),
      message: first?.id ?? ('' as never),
      content: textContent('Where is my big parcel?'),
    })
    await on.settled()
    Object.assign(on.slack.chat, {
      post: (...[thread, given]: Parameters<typeof post>) => {
        posts.push(given.kind === 'line' ? given.text : given.message.kind)
        return post(thread, given)
      },
    })
    await move('slack', ben, desk)
    expect(on.slack.shows(id)).toEqual([
      'visitor: Where is my big parcel?',
      'Ben moved this to Slack.',
      'Ben moved this to the desk.',
      'reply: It is here.',
      'visitor: Thank you!',
      'Ben moved this to Slack.',
    ])
    expect(posts).toEqual(['reply', 'visitor', 'Ben moved this to Slack.'])
    expect((await slack.say(ben, 'Bye.')).ok).toBe(true)
  })

  it('that comes back to a chat whose thread is gone gets all of it in a new one', async () => {
    const { on, id, move } = await moving()
    await move('slack')
    await move('desk')
    on.slack.threads.clear()
    await on.write('Anyone?')
    await on.settled()
    await move('slack')
    expect(on.slack.shows(`${id}~1`).slice(0, 2)).toEqual([
      'visitor: Where is my parcel?',
      'visitor: Anyone?',
    ])
  })

  it('leaves nothing of what waited for the chat that it left, and holds nobody back', async () => {
    const { on, id, move } = await moving()
    const shut = { ok: false, kind: 'blocked', reason: 'The channel is archived.' } as const
    on.chat.weather(() => () => shut)
    await on.write('Hello?')
    await move('slack')
    expect(on.slack.shows(id)).toContain('visitor: Hello?')
    on.chat.weather(() => () => 'ok')
    on.clock.at += 3_600_000
    await on.settled()
    expect(on.chat.shows(id)).toEqual(['visitor: Where is my parcel?', 'Ben moved this to Slack.'])
  })

  it('of more messages than a thread is given says what is left out', async () => {
    const { on, id, move } = await moving()
    for (let count = 2; count <= 203; count += 1) await on.write(`number ${count}`)
    await on.settled()
    await move('slack')
    expect(on.slack.shows(id)[0]).toContain('said before is left out')
    expect(on.slack.shows(id)).toHaveLength(202)
  })
})

describe('/move and /mirror', () => {
  it('say what there is to choose from, and where nothing is set up', async () => {
    const { on, ben, desk, move } = await moving()
    expect(sentenceOf(await move('teams'))).toBe('Say where to: `desk`, `slack`, `discord`.')
    expect(sentenceOf(await move('discord'))).toBe('No place is set up for this inbox in Discord.')
    expect(sentenceOf(await move('the Desk'))).toBe('This conversation is at the desk already.')
    const luna = await on.member('Luna', 'creator')
    expect(sentenceOf(await desk.command(luna, 'move', { to: 'slack' }))).toMatch(/for an agent/)
    expect((await desk.command(ben, 'mirror', { to: 'desk' })).ok).toBe(false)
  })

  it('mirror shows it in both, and move takes it out of one again', async () => {
    const { on, id, ben, desk, slack } = await moving()
    await desk.command(ben, 'mirror', { to: 'slack' })
    await on.write('Hello?')
    await on.settled()
    for (const chat of [on.chat, on.slack]) {
      expect(chat.shows(id)).toContain('visitor: Hello?')
      expect(chat.shows(id)).toContain('Ben shows this in Slack, too.')
    }
    await slack.command(ben, 'move', { to: 'slack' })
    await on.settled()
    expect(on.chat.cards.get(id)).toEqual(['slack'])
    expect(on.slack.opened).toEqual([id])
  })

  it('of two who move it at once, each is done or refused, and it is in one place', async () => {
    const { on, ben, ana, desk, slack } = await moving()
    const answers = await Promise.all([
      desk.command(ben, 'move', { to: 'slack' }),
      slack.command(ana, 'move', { to: 'slack' }),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.map(sentenceOf).join('')).toBe('This conversation is in Slack already.')
    expect((await on.current()).places.map(({ chat }) => chat)).toEqual(['slack'])
  })

  it('of two on two chats who claim at once one has it, and the other is told who', async () => {
    const { on, ben, ana, desk, slack } = await moving({
      places: [
        { chat: 'desk', channel: 'support' },
        { chat: 'slack', channel: 'support' },
      ],
    })
    const answers = await Promise.all([desk.command(ben, 'claim'), slack.command(ana, 'claim')])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.map(sentenceOf).join('')).toMatch(/(Ana|Ben) has had this one/)
    const closed = await Promise.all([
      desk.command(ben, 'close', { outcome: 'answered' }),
      slack.command(ana, 'close', { outcome: 'no-reply' }),
    ])
    expect(closed.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await on.current()).status).toBe('closed')
  })

  it('what is written at the instant of a move is taken before it, or refused', async () => {
    const { on, id, ben, desk } = await moving()
    await desk.command(ben, 'claim')
    const [, said] = await Promise.all([
      desk.command(ben, 'move', { to: 'slack' }),
      desk.say(ben, 'On its way.'),
    ])
    await on.settled()
    expect(on.door.sees().includes('On its way.')).toBe(said.ok)
    expect(on.slack.shows(id).includes('reply: On its way.')).toBe(said.ok)
  })
})
