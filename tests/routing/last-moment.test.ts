import { describe, expect, it } from 'vitest'
import type { MessageId } from '../../src/conversation/ids.ts'
import { textContent } from '../../src/conversation/message.ts'
import type { Answer } from '../../src/ports.ts'
import { world } from '../support/world.ts'

const HOLD = 5_000
const messageOf = (answer: Answer) => ((answer.ok ? answer.message : null) ?? '') as MessageId

/** Ben has answered, and his reply is held. */
async function held(hold = HOLD) {
  const scene = await world({ hold })
  const ben = await scene.member('Ben')
  await scene.write('hello')
  const { id } = await scene.current()
  await scene.command(ben, id, 'claim')
  const message = messageOf(await scene.say(ben, id, 'a mistake'))
  await scene.settled()
  return { ...scene, ben, id, message }
}

type Scene = Awaited<ReturnType<typeof held>>

/** While the reply goes out, something is saved that was decided a moment before it did. */
async function atTheLastMoment(scene: Scene, act: () => Promise<unknown>): Promise<void> {
  const { clock, door } = scene
  clock.at += HOLD
  let done: Promise<unknown> = Promise.resolve()
  door.weather((attempt) => {
    if (attempt === 1 && door.attempts.length === 1) {
      clock.at -= 1
      done = act().finally(() => {
        clock.at += 1
      })
    }
    return 'ok'
  })
  door.attempts.length = 0
  await scene.settled()
  await done
  await scene.settled()
}

describe('a reply at the very end of its hold', () => {
  it('that is undone does not stay on the visitor’s screen', async () => {
    const scene = await held()
    const { command, ben, id, message, door } = scene
    const answers: unknown[] = []
    await atTheLastMoment(scene, async () =>
      answers.push(await command(ben, id, 'undo', { message })),
    )
    expect(answers).toEqual([{ ok: true }])
    expect(door.sees()).toEqual(['hello'])
  })

  it('that is edited is read as it is by then', async () => {
    const scene = await held()
    const { team, ben, message, door } = scene
    const content = textContent('corrected')
    const edit = { id: 'e', by: ben, message, content, intent: 'auto' } as const
    await atTheLastMoment(scene, () => team.edited(edit))
    expect(door.sees()).toEqual(['hello', 'corrected'])
  })
})

describe('what could not be brought to the visitor', () => {
  it('an edit goes out on Retry', async () => {
    const { clock, door, team, ben, id, message, command, settled, database } = await held(0)
    // As a door that knows the message by its id, and does not take it again.
    const known = door.channel.send
    door.channel.send = async (to, given) =>
      door.sees().length > 1 ? { ok: true, ref: given.id } : known(to, given)
    door.weather(() => ({ ok: false, kind: 'refused', reason: 'Not now.' }))
    const content = textContent('corrected')
    await team.edited({ id: 'e', by: ben, message, content, intent: 'auto' })
    await settled()
    expect((await database.store.message(message))?.failed).toContain('The edit was not taken')
    door.weather(() => 'ok')
    clock.at += 60_000
    expect(await command(ben, id, 'retry', { message })).toEqual({ ok: true })
    await settled()
    expect(door.sees()).toEqual(['hello', 'corrected'])
  })

  it('a deletion is made up for on Retry', async () => {
    const { door, team, ben, id, message, command, settled, database } = await held(0)
    door.weather(() => ({ ok: false, kind: 'refused', reason: 'Not now.' }))
    await team.removed({ id: 'r', by: ben, message })
    await settled()
    expect((await database.store.message(message))?.failed).toContain('still sees it')
    door.weather(() => 'ok')
    expect(await command(ben, id, 'retry', { message })).toEqual({ ok: true })
    await settled()
    expect(door.sees()).toEqual(['hello'])
  })
})

describe('who has joined and may speak no more', () => {
  it('is not seen typing, and their words are a note', async () => {
    const { team, ben, id, typed, say, settled, door, database } = await held(0)
    await team.typing(id, ben, true)
    await database.people.change(ben, { role: 'creator' })
    await team.typing(id, ben, true)
    await say(ben, id, 'for the team')
    await database.people.change(ben, { role: 'agent', active: false })
    await team.typing(id, ben, true)
    await say(ben, id, 'for nobody')
    await settled()
    expect(typed).toEqual(['Ben'])
    expect(door.sees()).toEqual(['hello', 'a mistake'])
  })
})
