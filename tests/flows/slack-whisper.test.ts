import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/adapters/sql/index.ts'
import { slackHouse } from '../support/slack-house.ts'
import type { SlackHouse } from '../support/slack-house.ts'

const SECRET = 'she is our landlord'

async function chat(setup: Parameters<typeof slackHouse>[0] = {}) {
  const house = await slackHouse(setup)
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  return { house, nina }
}

/** What the app wrote to this person alone. */
function messagesTo({ slack }: SlackHouse, who: string) {
  try {
    return slack.channel(`im-${slack.user(who).id}`).holds
  } catch {
    return [] // They have had no such channel yet.
  }
}

async function reaches(house: SlackHouse, who: string, text: string) {
  const found = () => messagesTo(house, who).find((one) => one.text.includes(text))
  await house.slack.until(() => found() !== undefined, `a whisper to ${who}`)
  return found()
}

/** By the form that the message’s menu opens. */
async function whispers(house: SlackHouse, who: string, values: Readonly<Record<string, string>>) {
  const user = house.slack.user(who)
  await user.shortcut('greenroom:whisper', (await house.thread()).root)
  await house.slack.until(() => user.modal()?.submit === 'Whisper', 'the form')
  const form = user.modal()
  if (!form) throw new Error('There is no form.')
  return user.submits(form, values)
}

/** All that stands in the thread, as everyone in it reads it. */
async function inThread(house: SlackHouse): Promise<string> {
  const there = await house.thread()
  return [there.root.text, ...there.texts()].join('\n')
}

describe('a whisper in Slack', () => {
  it.each(['socket', 'http'] as const)(
    'is a direct message to its reader, with the way to the thread, and in no other place (%s)',
    async (mode) => {
      const { house, nina } = await chat({ mode })
      await whispers(house, 'cleo', { 'arg:to': 'Ben', 'arg:text': `${SECRET} <!here>` })
      const told = await reaches(house, 'ben', SECRET)
      const { root } = await house.thread()
      expect(told?.text).toContain('Cleo whispers to you about')
      expect(told?.text).toContain('#1001')
      expect(JSON.stringify(told?.blocks)).toContain(
        `/archives/${root.channel}/p${root.ts.replace('.', '')}`,
      )
      expect(told?.alerts).toEqual([])
      expect(told?.metadata).toMatchObject({ event_type: 'greenroom' })
      const confirmed = await house.toldTo('cleo', 'Whispered to Ben')
      expect(confirmed.text).not.toContain(SECRET)
      await nina.say('Anyone?')
      await house.shows('Anyone?')
      expect(await inThread(house)).not.toContain(SECRET)
      expect(messagesTo(house, 'ana')).toEqual([])
      expect(house.slack.user('ana').ephemerals('support')).toEqual([])
      expect(JSON.stringify(nina.frames)).not.toContain(SECRET)
      expect(house.slack.complaints()).toEqual([])
    },
  )

  it('finds by their address who has said nothing in Slack yet', async () => {
    const { house } = await chat()
    await house.slack.user('cleo').runs(`/greenroom whisper 1001 @Ana ${SECRET}`, 'support')
    await reaches(house, 'ana', SECRET)
    expect(await inThread(house)).not.toContain(SECRET)
  })

  it('typed in the thread is done, and its writer is told to take the line away, which leaves the whisper', async () => {
    const { house } = await chat()
    const line = await house.says('cleo', `!whisper @Ben ${SECRET}`)
    await reaches(house, 'ben', SECRET)
    await house.toldTo('cleo', 'Everyone in this channel can read the line')
    await house.slack.user('cleo').edits(line, 'never mind')
    await house.toldTo('cleo', 'still stands as it was')
    await house.slack.user('cleo').deletes(line)
    await house.says('cleo', '!note gone from here')
    await house.slack.settled()
    await house.slack.user('ana').runs('/greenroom claim 1001', 'support')
    await house.card('Ana has it')
    expect((await reaches(house, 'ben', SECRET))?.text).toContain(SECRET)
    expect(messagesTo(house, 'ben')).toHaveLength(1)
    expect(await inThread(house)).not.toContain(SECRET)
  })

  it('is refused in the form to who does not supervise; without a name it is a note to all', async () => {
    const { house, nina } = await chat()
    const refused = await whispers(house, 'ana', { 'arg:to': 'Ben', 'arg:text': SECRET })
    expect(refused.errors['arg:to']).toMatch(/Only a supervisor/)
    const ana = house.slack.user('ana')
    await ana.closes(ana.modal() ?? { viewId: '' })
    await whispers(house, 'ana', { 'arg:text': 'look at the refund' })
    await house.shows('look at the refund')
    expect(messagesTo(house, 'ben')).toEqual([])
    expect(nina.shows()).toEqual(['Where is my parcel?'])
  })

  it('says to its author alone when its reader is not in Slack', async () => {
    const { house } = await chat()
    await house.slack.user('cleo').runs(`/greenroom whisper 1001 @Dora ${SECRET}`, 'support')
    const told = await house.toldTo('cleo', 'Dora is not known in Slack')
    expect(told.text).toContain('nobody reads your whisper')
    expect(told.text).not.toContain(SECRET)
    expect(await inThread(house)).not.toMatch(/Dora|landlord/)
  })

  it('is posted once, though the answer was lost, and says so to its author alone when it is refused', async () => {
    const { house } = await chat()
    house.slack.weather.brings({
      method: 'chat.postMessage',
      does: { kind: 'reset', stored: true },
    })
    await whispers(house, 'cleo', { 'arg:to': 'Ben', 'arg:text': SECRET })
    await house.toldTo('cleo', 'Whispered to Ben')
    expect(messagesTo(house, 'ben')).toHaveLength(1)
    house.slack.weather.brings({
      method: 'chat.postMessage',
      does: { kind: 'refuse', error: 'messages_tab_disabled' },
    })
    await whispers(house, 'cleo', { 'arg:to': 'Ben', 'arg:text': 'another' })
    await house.toldTo('cleo', 'did not reach Ben in Slack')
    expect(await inThread(house)).not.toMatch(/landlord|another|whisper/)
  })

  it('is not told again when the thread is lost and begins anew', async () => {
    const { house, nina } = await chat()
    await whispers(house, 'cleo', { 'arg:to': 'Ben', 'arg:text': SECRET })
    await house.toldTo('cleo', 'Whispered to Ben')
    const { root } = await house.thread()
    house.slack.channel('support').locks(root)
    await nina.say('Hello?')
    const anew = () =>
      house.slack
        .channel('support')
        .threads()
        .find((one) => one.root.ts !== root.ts && one.texts().join().includes('Hello?'))
    await house.slack.until(() => anew() !== undefined, 'another thread')
    expect(anew()?.texts().join('\n')).toContain('Where is my parcel?')
    expect(anew()?.texts().join('\n')).not.toContain(SECRET)
    expect(messagesTo(house, 'ben')).toHaveLength(1)
  })

  it('is kept with its reader, so that no other way out shows it', async () => {
    const { house } = await chat()
    await whispers(house, 'cleo', { 'arg:to': 'Ben', 'arg:text': SECRET })
    await house.toldTo('cleo', 'Whispered to Ben')
    await house.says('ana', '!transcript')
    expect((await house.toldTo('ana', 'Where is my parcel?')).text).not.toContain(SECRET)
    await house.says('ben', '!transcript')
    await house.toldTo('ben', `(whisper to Ben): ${SECRET}`)
    await house.stop()
    const clock = { now: Date.now }
    const database = await openSqlite({ file: join(house.dir, 'greenroom.sqlite'), clock })
    const conversation = await database.store.byNumber(1001)
    const kept = conversation ? await database.store.history(conversation.id, 10) : []
    await database.close()
    expect(kept.find(({ kind }) => kind === 'note')?.to).toEqual({ id: 'ben', name: 'Ben' })
    expect(conversation?.waitingSince).not.toBeNull()
  })
})
