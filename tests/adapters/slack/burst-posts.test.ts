import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { joinable, joined } from '../../../src/adapters/slack/joined.ts'
import { parsePosts, parseThread, postsRef } from '../../../src/adapters/slack/refs.ts'
import type { ConversationId } from '../../../src/conversation/ids.ts'
import type { Post, Ref } from '../../../src/ports.ts'
import { opening, saying, win } from '../../contracts/changes.ts'
import { aConversation, aMessage, asPost } from '../../support/desk.ts'
import { openSlackChat, PARTNERS } from '../../support/slack-chat.ts'
import type { SlackChat } from '../../support/slack-chat.ts'

let on: SlackChat
let ref: Ref

const words = ['Hello?', 'Anyone?', 'It is Nina.']
let posts: readonly Post[]
let conversation: ConversationId
const edited = (text: string) => aMessage('m2', text, { conversation, number: 2, editedAt: 1 })

beforeEach(async () => {
  on = await openSlackChat({
    rate: () => ({ each: 'channel', every: 400, burst: 1, atOnce: 1 }),
  })
  onTestFinished(on.stop)
  let saved = await win(on.database, opening())
  conversation = saved.id
  const messages = words.map((text, index) =>
    aMessage(`m${index + 1}`, text, { conversation, number: index + 1 }),
  )
  for (const message of messages) saved = await win(on.database, saying(saved, message))
  posts = messages.map(asPost)
  const opened = await on.chat.openThread(aConversation(conversation), PARTNERS)
  if (!opened.ok) throw new Error(opened.reason)
  ref = opened.ref
  // The card was just posted: the channel is behind.
  const some = await on.chat.postSome?.(ref, posts)
  if (!some?.ok || some.refs.length < 3) throw new Error('They did not go out together.')
})

describe('a burst in one post', () => {
  it('is one post, and none is posted again by a process that knows nothing of it', async () => {
    expect(on.thread(ref).texts()).toEqual([words.join('\n')])
    await on.restart()
    const refs: string[] = []
    for (const post of posts) {
      const receipt = await on.chat.post(ref, post)
      if (receipt.ok) refs.push(receipt.ref)
    }
    expect(on.thread(ref).texts()).toEqual([words.join('\n')])
    expect(refs.map((one) => parsePosts(one)?.at)).toEqual([undefined, 2, 3])
  })

  it('is drawn anew as a whole when one of it changes, also after a restart', async () => {
    await on.restart()
    await on.chat.amend(ref, asPost(edited('Is anyone there?')))
    const [text = '', ...more] = on.thread(ref).texts()
    expect(more).toEqual([])
    for (const one of ['Hello?', 'Is anyone there?', 'It is Nina.']) expect(text).toContain(one)
  })

  it('lets one go that has grown too long for it, and shows it whole further down', async () => {
    const long = Array.from({ length: 700 }, (_, at) => `word${at}`).join(' ')
    await on.chat.amend(ref, asPost(edited(long)))
    const [first = '', ...more] = on.thread(ref).texts()
    expect(first).toContain('stands further down')
    expect(first).toContain('It is Nina.')
    expect(more.join(' ')).toContain('word699')
    await on.chat.amend(ref, asPost(edited('Short again')))
    const after = on.thread(ref).texts()
    expect(after).toHaveLength(2)
    expect(after[1]).toContain('Short again')
    await on.chat.amend(
      ref,
      asPost(aMessage('m3', 'It is Nina!', { conversation, number: 3, editedAt: 2 })),
    )
    expect(on.thread(ref).texts()[0]).toContain('It is Nina!')
    expect(on.slack.complaints()).toEqual([])
  })
})

describe('the ref of a message in a burst', () => {
  it('names its place in the post, and is no thread', () => {
    const second = postsRef({ channel: 'C1', posts: ['1.2'], at: 2 })
    expect(second).toBe('C1/1.2#2')
    expect(parsePosts(second)).toEqual({ channel: 'C1', posts: ['1.2'], at: 2 })
    expect(parseThread(second)).toBeNull()
    expect(postsRef({ channel: 'C1', posts: ['1.2'], at: 1 })).toBe('C1/1.2')
  })
})

describe('what goes into one post', () => {
  const part = (length: number) => ({ blocks: [], text: 'x'.repeat(length) })
  it('is what fits, and nothing that is several posts by itself', () => {
    expect(joinable([[part(1_000)], [part(1_000)], [part(1_000)]])).toHaveLength(2)
    expect(joinable([[part(10)], [part(10), part(10)], [part(10)]])).toHaveLength(1)
    expect(joinable(Array.from({ length: 30 }, () => [part(1)]))).toHaveLength(10)
    expect(joined([part(2_000), part(2_000)])).toBeNull()
  })
})
