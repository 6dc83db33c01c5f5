import { Readable } from 'node:stream'
import pino from 'pino'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createGateway } from '../../../src/adapters/slack/gateway.ts'
import { isSlacks } from '../../../src/adapters/slack/slack-address.ts'
import { slackLosses } from '../../../src/adapters/slack/losses.ts'
import type { InboxId } from '../../../src/conversation/ids.ts'
import type { FileRef, Message } from '../../../src/conversation/message.ts'
import { textContent } from '../../../src/conversation/message.ts'
import type { Ref } from '../../../src/ports.ts'
import { aConversation, aMessage, asPost } from '../../support/desk.ts'
import { openSlackChat, PARTNERS } from '../../support/slack-chat.ts'
import type { SlackChat } from '../../support/slack-chat.ts'

const ana = { kind: 'human', id: 'ana' as never, name: 'Ana', role: 'agent' } as const
const COMPLETE = 'files.completeUploadExternal'

let on: SlackChat
let ref: Ref

beforeEach(async () => {
  on = await openSlackChat()
  onTestFinished(on.stop)
  const opened = await on.chat.openThread(aConversation('c1'), PARTNERS)
  if (!opened.ok) throw new Error(opened.reason)
  ref = opened.ref
})

async function kept(name: string, text = 'Dear Nina'): Promise<FileRef> {
  const received = await on.files.receive(Readable.from([Buffer.from(text)]), {
    name,
    inbox: 'demo' as InboxId,
    by: ana,
    limits: { maxBytes: 1_000_000, types: ['text/plain'] },
  })
  if (!received.ok) throw new Error(received.sentence)
  return received.file
}

async function withFile(words: string, changes: Partial<Message> = {}): Promise<Message> {
  return aMessage('m1', '', { content: textContent(words, [await kept('letter.txt')]), ...changes })
}

const holds = () => on.thread(ref).holds
const shown = () => holds().flatMap(({ files }) => files)

describe('a file that the team sends from elsewhere', () => {
  it.each(['reply', 'note'] as const)(
    'stands in the thread under its author (%s)',
    async (kind) => {
      const message = await withFile('Please read this', { kind, by: ana })
      expect(await on.chat.post(ref, asPost(message))).toMatchObject({ ok: true })
      expect(holds().map(({ by }) => by)).toEqual(['Ana', 'Ana'])
      expect(holds()[0]?.text).toContain('Please read this')
      expect(shown()).toEqual(['letter.txt'])
      expect(on.inbox.messages).toEqual([])
      expect(on.slack.complaints()).toEqual([])
    },
  )

  it('goes when the reply is withdrawn', async () => {
    const message = await withFile('Please read this', { kind: 'reply', by: ana })
    await on.chat.post(ref, asPost(message))
    await on.chat.amend(ref, asPost({ ...message, withdrawnAt: 1 }))
    expect(on.thread(ref).texts()).toEqual(['This reply was withdrawn.'])
    expect(shown()).toEqual([])
  })

  it('stays as it is when the words are edited', async () => {
    const message = await withFile('Plaese read this', { kind: 'reply', by: ana })
    await on.chat.post(ref, asPost(message))
    const content = textContent('Please read this', message.content.files)
    await on.chat.amend(ref, asPost({ ...message, content, version: 2, editedAt: 1 }))
    expect(holds()[0]?.text).toContain('Please read this')
    expect(shown()).toEqual(['letter.txt'])
    expect(holds()).toHaveLength(2)
  })
})

describe('the upload of a file', () => {
  it('is gone on with by another process, and done once', async () => {
    const post = asPost(await withFile('Look'))
    on.slack.weather.brings({ method: COMPLETE, does: { kind: 'reset', stored: true } })
    expect(await on.chat.post(ref, post)).toMatchObject({ ok: false, kind: 'retry' })
    await on.restart()
    expect(await on.chat.post(ref, post)).toMatchObject({ ok: true })
    await on.restart()
    expect(await on.chat.post(ref, post)).toMatchObject({ ok: true })
    expect(shown()).toEqual(['letter.txt'])
    expect(on.slack.calls(COMPLETE)).toHaveLength(1)
  })

  it('is joined by a second try while the first is under way', async () => {
    const post = asPost(await withFile('Look'))
    on.slack.weather.brings({ method: 'upload', does: { kind: 'slow', ms: 100 } })
    const both = await Promise.all([on.chat.post(ref, post), on.chat.post(ref, post)])
    expect(both.map(({ ok }) => ok)).toEqual([true, true])
    expect(shown()).toEqual(['letter.txt'])
    expect(on.slack.calls(COMPLETE)).toHaveLength(1)
  })

  it('does not keep the words after it waiting for ever', async () => {
    const post = asPost(await withFile('Look'))
    on.slack.weather.brings({ method: 'upload', times: 'always', does: { kind: 'fail' } })
    for (let tries = 1; tries < 4; tries += 1)
      expect(await on.chat.post(ref, post)).toMatchObject({ ok: false, kind: 'retry' })
    expect(await on.chat.post(ref, post)).toMatchObject({ ok: true })
    expect(on.thread(ref).texts().at(-1)).toContain('Slack could not be brought to take it.')
  })

  it('is begun anew when Slack has forgotten what it was sent', async () => {
    const post = asPost(await withFile('Look'))
    const does = { kind: 'refuse', error: 'file_not_found' } as const
    on.slack.weather.brings({ method: COMPLETE, does })
    expect(await on.chat.post(ref, post)).toMatchObject({ ok: false, kind: 'retry' })
    expect(await on.chat.post(ref, post)).toMatchObject({ ok: true })
    expect(shown()).toEqual(['letter.txt'])
  })

  it('is a link for a file that is kept no more', async () => {
    const message = await withFile('Look')
    const files = message.content.files.map((file) => ({ ...file, id: 'gone' as never }))
    await on.chat.post(ref, asPost({ ...message, content: { ...message.content, files } }))
    expect(on.thread(ref).texts().at(-1)).toContain('Greenroom does not keep it any more.')
    expect(shown()).toEqual([])
  })

  it('waits as long as a person has to mend something first', async () => {
    const post = asPost(await withFile('Look'))
    on.slack.weather.brings({ method: COMPLETE, does: { kind: 'refuse', error: 'is_archived' } })
    expect(await on.chat.post(ref, post)).toMatchObject({ ok: false, kind: 'blocked' })
    expect(await on.chat.post(ref, post)).toMatchObject({ ok: true })
    expect(shown()).toEqual(['letter.txt'])
  })
})

describe('a file’s bytes', () => {
  it('go to Slack alone', async () => {
    const clock = { now: Date.now }
    const gateway = createGateway({
      token: 'xoxb-1',
      apiUrl: on.slack.apiUrl,
      clock,
      log: pino({ level: 'silent' }),
      losses: slackLosses({ clock, changed: () => undefined }),
    })
    let opened = 0
    const open = async () => {
      opened += 1
      return null
    }
    const called = await gateway.upload('https://files.example.com/upload/v1/abc', open)
    expect(called).toMatchObject({ ok: false, failure: { error: 'not_slacks_address' } })
    expect(opened).toBe(0)
    await gateway.stop()
  })

  it.each([
    ['https://files.slack.com/upload/v1/abc', true],
    ['https://slack.com/x', true],
    ['http://files.slack.com/upload/v1/abc', false],
    ['https://files.slack.com.evil.example/x', false],
    ['https://notslack.com/x', false],
    ['https://user@evil.example/files.slack.com', false],
    ['http://127.0.0.1:4000/upload/v1/abc', true],
    ['http://127.0.0.1:4001/upload/v1/abc', false],
    ['no address', false],
  ])('may go to %s: %s', (address, may) => {
    expect(isSlacks(address, 'http://127.0.0.1:4000/api/')).toBe(may)
  })
})
