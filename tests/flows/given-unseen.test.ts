import { describe, expect, it } from 'vitest'
import type { AgentId } from '../../src/conversation/ids.ts'
import { textContent } from '../../src/conversation/message.ts'
import { world } from '../support/world.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const LATER = { ok: false, kind: 'retry', reason: 'Busy.' } as const
const AMONG_US = 'Among us: who takes this one?'

/** Ben is given a conversation by a supervisor, and the chat has not shown him so yet. */
async function givenToBen(isSlow = false) {
  const its = await world()
  const ben = await its.member('Ben')
  const eve = await its.member('Eve', 'supervisor')
  await its.write('hello')
  await its.settled()
  const { id } = await its.current()
  its.clock.at += MINUTE
  if (isSlow) its.chat.weather(() => () => LATER)
  expect(await its.command(eve, id, 'assign', { agent: '@Ben' })).toEqual({ ok: true })
  const typed = (words: string, at: number, by: AgentId = ben) =>
    its.team.message({
      id: `typed ${words} ${at}`,
      by,
      conversation: id,
      content: textContent(words),
      intent: 'auto',
      ref: null,
      at,
    })
  const kinds = async () =>
    (await its.database.store.history(id, 50)).slice(1).map(({ kind }) => kind)
  return { ...its, ben, eve, id, typed, kinds }
}

describe('words in a thread by somebody who was given it', () => {
  it('are a note as long as the chat has not shown them that it is theirs', async () => {
    const { typed, kinds, clock, settled, chat } = await givenToBen(true)
    await settled()
    await typed(AMONG_US, clock.at)
    clock.at += SECOND
    await typed('Anyone?', clock.at)
    expect(await kinds()).toEqual(['note', 'note'])

    chat.weather(() => () => 'ok')
    clock.at += MINUTE
    await settled()
    clock.at += SECOND
    await typed('Hi Nina, I am Ben.', clock.at)
    expect(await kinds()).toEqual(['note', 'note', 'reply'])
  })

  it('are a note where they were typed before that, and came after it', async () => {
    const { typed, kinds, clock, settled } = await givenToBen()
    const typedAt = clock.at + 100
    clock.at += 300
    await settled()
    clock.at += 300
    await typed(AMONG_US, typedAt)
    expect(await kinds()).toEqual(['note'])
  })

  it('go to the visitor once they have answered, whatever the chat is behind with', async () => {
    const { typed, kinds, clock, ben, id, say } = await givenToBen()
    await say(ben, id, 'Hi Nina!', 'reply')
    clock.at += SECOND
    await typed('One moment.', clock.at)
    expect(await kinds()).toEqual(['reply', 'reply'])
  })

  it('go to the visitor where they took it themselves', async () => {
    const its = await givenToBen()
    await its.command(its.eve, its.id, 'takeover')
    await its.typed('Hi Nina, I am Eve.', its.clock.at, its.eve)
    expect(await its.kinds()).toEqual(['reply'])
  })

  it('are a note again when it is given to them anew', async () => {
    const { typed, kinds, clock, settled, command, eve, id } = await givenToBen()
    await settled()
    clock.at += MINUTE
    await command(eve, id, 'takeover')
    await settled()
    clock.at += MINUTE
    await command(eve, id, 'assign', { agent: '@Ben' })
    await typed(AMONG_US, clock.at)
    expect(await kinds()).toEqual(['note'])
  })
})
