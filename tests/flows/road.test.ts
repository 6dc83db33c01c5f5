import { describe, expect, it } from 'vitest'
import type { AgentId, MessageId } from '../../src/conversation/ids.ts'
import { textContent } from '../../src/conversation/message.ts'
import type { Answer } from '../../src/ports.ts'
import { world } from '../support/world.ts'

const messageOf = (answer: Answer) => ((answer.ok ? answer.message : null) ?? '') as MessageId

/** Nina has written “hello” and Ben has claimed it. */
async function claimedByBen(setup: Parameters<typeof world>[0] = {}) {
  const scene = await world(setup)
  const ben = await scene.member('Ben')
  await scene.write('hello')
  const { id } = await scene.current()
  await scene.command(ben, id, 'claim')
  await scene.settled()
  return { ...scene, ben, id }
}

describe('two at the same instant', () => {
  it('makes one conversation of a visitor’s first messages', async () => {
    const { write, database, chat, settled } = await world()
    const answers = await Promise.all([write('one'), write('two'), write('three')])
    const conversations = new Set(answers.map((answer) => (answer.ok ? answer.conversation : '')))
    expect(conversations.size).toBe(1)
    await settled()
    expect([...chat.threads.keys()]).toEqual([...conversations])
    const [only = ''] = conversations
    expect(chat.shows(only)).toEqual(['visitor: one', 'visitor: two', 'visitor: three'])
    expect((await database.store.byNumber(1001))?.messages).toBe(3)
    expect(await database.store.byNumber(1002)).toBeNull()
  })

  it('lets one of two agents claim, and tells the other by name', async () => {
    const { write, member, command, current } = await world()
    const [ana, ben] = [await member('Ana'), await member('Ben')]
    await write('hello')
    const { id } = await current()
    const answers = await Promise.all([command(ana, id, 'claim'), command(ben, id, 'claim')])
    const refusals = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.sentence]))
    const after = await current()
    const winner = after.status === 'claimed' ? after.assignee.name : 'nobody'
    expect(refusals).toEqual([expect.stringContaining(`${winner} has had this one for a moment`)])
    expect(['Ana', 'Ben']).toContain(winner)
  })

  it('takes a message once, however often and at whatever instant it is sent', async () => {
    const { write, door, settled } = await world()
    const both = [write('hello', 'nina', 'same'), write('hello', 'nina', 'same')]
    const answers = [...(await Promise.all(both)), await write('hello', 'nina', 'same')]
    expect(new Set(answers.map(messageOf)).size).toBe(1)
    await settled()
    expect(door.sees()).toEqual(['hello'])
  })

  it('answers a repeated command as the first, though it would be refused by now', async () => {
    const { write, member, command, current } = await world()
    const ben = await member('Ben')
    await write('hello')
    const { id } = await current()
    expect(await command(ben, id, 'claim', {}, 'press-1')).toEqual({ ok: true })
    expect(await command(ben, id, 'claim', {}, 'press-1')).toEqual({ ok: true })
    expect(await command(ben, id, 'claim', {}, 'press-2')).toMatchObject({ ok: false })
  })

  it('keeps all that a visitor and an agent write at once, in order', async () => {
    const { write, say, settled, door, chat, ben, id } = await claimedByBen()
    const turns = Array.from({ length: 40 }, (_, index) => index)
    const answers = await Promise.all(
      turns.map((turn) => (turn % 2 === 0 ? write(`v${turn}`) : say(ben, id, `r${turn}`))),
    )
    expect(answers.every((answer) => answer.ok)).toBe(true)
    await settled()
    const replies = door.sees().filter((words) => words.startsWith('r'))
    expect(replies).toEqual(turns.filter((turn) => turn % 2 === 1).map((turn) => `r${turn}`))
    const written = chat.shows(id).filter((words) => words.startsWith('visitor: v'))
    expect(written).toEqual(
      turns.filter((turn) => turn % 2 === 0).map((turn) => `visitor: v${turn}`),
    )
  })
})

describe('the audience', () => {
  it('never shows a visitor what was said before joining, until it is claimed and sent', async () => {
    const { write, member, command, say, current, settled, door, chat, database } = await world()
    const ben = await member('Ben')
    await write('hello')
    const { id } = await current()
    const note = messageOf(await say(ben, id, 'she again…', 'reply'))
    await settled()
    expect(door.sees()).toEqual(['hello'])
    expect(chat.shows(id)).toContain('note: she again…')
    expect(await command(ben, id, 'send', { message: note })).toEqual({ ok: true })
    await settled()
    expect(door.sees()).toEqual(['hello', 'she again…'])
    expect((await database.store.message(note))?.kind).toBe('note')
  })

  it('refuses whoever is not, or no longer, a member', async () => {
    const { say, command, database, settled, door, ben, id } = await claimedByBen()
    const known = await database.people.get(ben)
    if (known) await database.people.put({ ...known, active: false })
    expect(await say(ben, id, 'still me')).toMatchObject({
      ok: false,
      refusal: { code: 'not-allowed' },
    })
    expect(await command(ben, id, 'release')).toMatchObject({ ok: false })
    expect(await say('stranger' as AgentId, id, 'hello')).toMatchObject({ ok: false })
    await settled()
    expect(door.sees()).toEqual(['hello'])
  })

  it('withdraws a held reply, and the next one goes out in its turn', async () => {
    const { command, say, settled, door, clock, ben, id } = await claimedByBen({ hold: 6_000 })
    const first = messageOf(await say(ben, id, 'oops'))
    await say(ben, id, 'Dear Nina')
    await settled()
    expect(door.sees()).toEqual(['hello'])
    await command(ben, id, 'undo', { message: first })
    clock.at += 6_000
    await settled()
    expect(door.sees()).toEqual(['hello', 'Dear Nina'])
  })

  it('sends a held reply as it was last edited, once', async () => {
    const { say, settled, door, clock, team, ben, id } = await claimedByBen({ hold: 6_000 })
    const message = messageOf(await say(ben, id, 'Deer Nina'))
    const content = textContent('Dear Nina')
    await team.edited({ id: 'e1', by: ben, message, content, intent: 'auto' })
    clock.at += 6_000
    await settled()
    expect(door.attempts).toEqual(['hello', 'Dear Nina'])
  })

  it('takes a deleted reply off the visitor’s screen', async () => {
    const { say, settled, door, team, ben, id } = await claimedByBen()
    const message = messageOf(await say(ben, id, 'wrong window'))
    await settled()
    expect(door.sees()).toEqual(['hello', 'wrong window'])
    await team.removed({ id: 'd1', by: ben, message })
    await settled()
    expect(door.sees()).toEqual(['hello'])
  })

  it('lets a visitor change their own words alone', async () => {
    const { visitors, sender, say, settled, chat, ben, id } = await claimedByBen()
    const reply = messageOf(await say(ben, id, 'hi!'))
    const edit = {
      kind: 'edit',
      id: 'x1',
      from: sender('nina'),
      message: reply,
      content: textContent('ha'),
    } as const
    expect(await visitors.arrived(edit)).toMatchObject({ ok: false })
    expect(await visitors.arrived({ ...edit, from: sender('otto') })).toMatchObject({ ok: false })
    await settled()
    expect(chat.shows(id)).toContain('reply: hi!')
  })
})

describe('a delivery that fails', () => {
  it('is tried again in its order, and never holds back another conversation', async () => {
    const { write, settled, chat, clock, database } = await world()
    await write('stuck', 'nina')
    await settled()
    const [stuck = ''] = chat.threads.keys()
    let down = true
    chat.weather(
      (thread) => () =>
        thread === stuck && down
          ? { ok: false, kind: 'retry', reason: 'Down.', after: 5_000 }
          : 'ok',
    )
    await write('again', 'nina')
    await write('and again', 'nina')
    await write('free', 'otto')
    await settled()
    const free = [...chat.threads.keys()].find((thread) => thread !== stuck) ?? ''
    expect(chat.shows(free)).toEqual(['visitor: free'])
    expect(chat.shows(stuck)).toEqual(['visitor: stuck'])
    const head = (await database.outbox.lanes()).find((lane) => lane.lane.startsWith(stuck))
    expect(head?.at).toBeGreaterThanOrEqual(clock.at + 5_000)
    down = false
    clock.at = head?.at ?? 0
    await settled()
    expect(chat.shows(stuck)).toEqual(['visitor: stuck', 'visitor: again', 'visitor: and again'])
  })

  it('is given up in the thread with its reason, and goes out on Retry', async () => {
    const { member, command, say, settled, door, chat, database, ben, id } = await claimedByBen()
    const ana = await member('Ana', 'supervisor')
    door.weather(() => ({ ok: false, kind: 'refused', reason: 'The door is shut.' }))
    const message = messageOf(await say(ben, id, 'hi!'))
    await settled()
    expect((await database.store.message(message))?.failed).toBe('The door is shut.')
    expect(chat.lines(id).at(-1)).toMatchObject({ tone: 'alert', for: [ben, ana] })
    expect(await database.outbox.dead(10)).toMatchObject([{ kind: 'refused' }])
    door.weather(() => 'ok')
    expect(await command(ben, id, 'retry', { message })).toEqual({ ok: true })
    await settled()
    expect(door.sees()).toEqual(['hello', 'hi!'])
    expect((await database.store.message(message))?.failed).toBeUndefined()
  })

  it('is given up after a limit of tries', async () => {
    const { say, settled, door, clock, database, ben, id } = await claimedByBen()
    door.weather(() => ({ ok: false, kind: 'retry', reason: 'Down.' }))
    const message = messageOf(await say(ben, id, 'hi!'))
    for (let tries = 0; tries < 20; tries += 1) {
      await settled()
      clock.at += 60_000
    }
    expect(door.attempts.filter((words) => words === 'hi!')).toHaveLength(12)
    expect((await database.store.message(message))?.failed).toBe('Down.')
  })

  it('opens a new thread with all that was said where the old one is gone', async () => {
    const { write, settled, chat } = await world()
    await write('one')
    await settled()
    const [id = ''] = chat.threads.keys()
    chat.threads.clear()
    await write('two')
    await settled()
    expect(chat.shows(id)).toEqual(['visitor: one', 'visitor: two'])
  })

  it('alerts in the new thread, too, where the old one was gone', async () => {
    const { command, settled, chat, ben, id, clock, timers } = await claimedByBen()
    await command(ben, id, 'snooze', { until: '1h' })
    await settled()
    chat.threads.clear()
    clock.at += 2 * 3_600_000
    timers.start()
    await timers.stop()
    await settled()
    expect(chat.lines(id)).toMatchObject([{ text: 'Back from snooze.', for: [ben] }])
  })
})

describe('time', () => {
  it('wakes what was snoozed, though nothing ran when it was due', async () => {
    const { command, current, settled, clock, timers, chat, ben, id } = await claimedByBen()
    await command(ben, id, 'snooze', { until: '1h' })
    expect((await current()).status).toBe('snoozed')
    clock.at += 2 * 3_600_000
    timers.start()
    await timers.stop()
    expect((await current()).status).toBe('claimed')
    await settled()
    expect(chat.lines(id).at(-1)).toMatchObject({ text: 'Back from snooze.', for: [ben] })
  })

  it('begins a new conversation when the last was closed long ago', async () => {
    const { write, command, current, clock, ben, id } = await claimedByBen()
    await command(ben, id, 'close', { outcome: 'answered' })
    await write('soon after')
    expect((await current()).id).toBe(id)
    await command(ben, id, 'close', { outcome: 'answered' })
    clock.at += 8 * 86_400_000
    await write('long after')
    expect((await current()).id).not.toBe(id)
  })
})
