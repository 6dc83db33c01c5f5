import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Message } from '../../../src/conversation/message.ts'
import type { Ref } from '../../../src/ports.ts'
import { aConversation, aMessage, asPost } from '../../support/desk.ts'
import { openSlackChat, PARTNERS } from '../../support/slack-chat.ts'
import type { SlackChat } from '../../support/slack-chat.ts'

const cleo = { kind: 'human', id: 'cleo' as never, name: 'Cleo', role: 'supervisor' } as const
const ben = { id: 'ben' as never, name: 'Ben' }
const long = (from: string) => Array.from({ length: 900 }, (_, at) => `${from}${at}`).join(' ')

let on: SlackChat
let ref: Ref

beforeEach(async () => {
  on = await openSlackChat()
  onTestFinished(on.stop)
  const opened = await on.chat.openThread(aConversation('c1'), PARTNERS)
  if (!opened.ok) throw new Error(opened.reason)
  ref = opened.ref
})

const whisper = (text: string, changes: Partial<Message> = {}) =>
  asPost(aMessage('w1', text, { kind: 'note', by: cleo, to: ben, ...changes }))
const shown = () =>
  on.slack
    .channel(`im-${on.slack.user('ben').id}`)
    .texts()
    .join('\n')
    .replaceAll(/\s+/g, ' ')

describe('a whisper that stands in direct messages', () => {
  it('changes, grows, shrinks and goes with what was written, and never comes into the thread', async () => {
    await on.chat.post(ref, whisper('She is our landlord'))
    expect(shown()).toContain('She is our landlord')
    await on.chat.amend(ref, whisper(long('a'), { version: 2, editedAt: 1 }))
    expect(shown()).toContain('a899')
    expect(shown()).toContain('(edited)')
    expect(shown()).not.toContain('landlord')
    await on.restart()
    await on.chat.amend(ref, whisper('Never mind', { version: 3, editedAt: 2 }))
    expect(shown()).toMatch(/Never mind \(edited\)$/)
    await on.chat.amend(ref, whisper('Never mind', { version: 3, removedAt: 3 }))
    expect(shown()).toBe('This whisper was deleted.')
    expect(on.thread(ref).texts()).toEqual([])
    expect(on.slack.complaints()).toEqual([])
  })

  it('is posted once over a restart', async () => {
    const post = whisper('Psst')
    await on.chat.post(ref, post)
    const { texts } = on.slack.channel(`im-${on.slack.user('ben').id}`)
    await on.restart()
    await on.chat.post(ref, post)
    expect(texts()).toHaveLength(1)
  })

  it('waits when Slack does not say who somebody is', async () => {
    on.slack.weather.brings({ method: 'users.lookupByEmail', does: { kind: 'fail', status: 500 } })
    expect(await on.chat.post(ref, whisper('Psst'))).toMatchObject({ ok: false, kind: 'retry' })
    expect(on.thread(ref).texts()).toEqual([])
  })

  it('goes nowhere at all when it was taken back before it went out', async () => {
    expect(await on.chat.post(ref, whisper('Psst', { removedAt: 1 }))).toMatchObject({ ok: true })
    expect(on.slack.calls('conversations.open')).toEqual([])
  })
})

describe('a whisper whose reader can be written to no more', () => {
  it('holds nothing back when it changes', async () => {
    await on.chat.post(ref, whisper('Psst'))
    const does = { kind: 'refuse', error: 'is_archived' } as const
    on.slack.weather.brings({ method: 'chat.update', times: 'always', does })
    const changed = whisper('Psst', { removedAt: 1 })
    expect(await on.chat.amend(ref, changed)).toMatchObject({ ok: true })
    expect(await on.chat.post(ref, asPost(aMessage('m1', 'Hello?')))).toMatchObject({ ok: true })
  })
})
