import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../src/conversation/actor.ts'
import type { Conversation, Place } from '../../src/conversation/conversation.ts'
import type { AgentId } from '../../src/conversation/ids.ts'
import { chatName } from '../../src/conversation/places.ts'
import type { Ref, TeamChat } from '../../src/ports.ts'
import { aConversation, aLine, aMessage, asPost } from '../support/desk.ts'
import type { RecordingInbox } from '../support/recording-inbox.ts'

/** A team chat with its platform, real or fake, as its members see it. */
export interface TeamChatHarness {
  /** Started, with `inbox`. */
  readonly chat: TeamChat
  readonly inbox: RecordingInbox
  readonly place: Place
  /** Another channel of the same chat. */
  readonly other: Place
  /** What the thread shows under its card, as plain text, oldest first. */
  shown(thread: Ref): Promise<readonly string[]>
  /** What the card says: the conversation's state in a word, and who has it. */
  card(thread: Ref): Promise<{ readonly status: string; readonly assignee: string | null }>
  /** What the card of a conversation says that was moved away, and what can be pressed on it. */
  moved?(thread: Ref): Promise<{ readonly says: string; readonly offers: readonly string[] }>
  /** The emoji that stand under the message with these words, for chats that show them. */
  reactions?(thread: Ref, text: string): Promise<readonly string[]>
  /** Somebody sets an emoji on the message with these words, or takes it back; resolves when it is dealt with. */
  react?(
    who: 'member' | 'inactive' | 'stranger',
    thread: Ref,
    text: string,
    emoji: string,
    on: boolean,
  ): Promise<void>
  /** How many threads the place has. */
  threads(): Promise<number>
  /** What stands in a channel outside of conversations, as plain text, for chats that say something there. */
  readonly noticed?: {
    readonly place: Place
    texts(): Promise<readonly string[]>
    /** Another process in the place of this one. */
    restart?(): Promise<void>
  }
  /**
   * Somebody writes in the thread, as the platform would bring it; resolves when it is dealt with. `id` is
   * the platform's own, so that the same again is a redelivery.
   */
  write(
    who: 'member' | 'inactive' | 'stranger',
    thread: Ref,
    text: string,
    id: string,
  ): Promise<void>
  stop(): Promise<void>
}

const BEN: Actor = { kind: 'human', id: 'ben' as AgentId, name: 'Ben', role: 'agent' }

// What each platform would take for something else than words.
const HOSTILE = [
  '<script>alert(1)</script>',
  '</script><img src=x onerror=alert(1)>',
  '&lt;b&gt; &amp;amp;',
  '*bold* _italic_ ~strike~ `code` **bold** ||spoiler||',
  '<!channel> <!here> <@U012345> @everyone @here <@&1234>',
  '[a link](javascript:alert(1)) <javascript:alert(1)|click>',
  '{"type":"goodbye","error":"you","again":false}',
  '> not a quote\n# not a title\n- not a list',
  ':tada: :not-an-emoji:',
  '!close done',
  '/close answered',
  '\u202Etfel ot thgir\u202C ½ 👩‍👩‍👧 日本語',
]

/** The suite that every team chat runs. */
export function teamChatContract(name: string, open: () => Promise<TeamChatHarness>): void {
  describe(`${name}, as a team chat`, () => {
    let on: TeamChatHarness
    const conversation = aConversation('c1')

    beforeEach(async () => {
      on = await open()
    })
    afterEach(async () => on.stop())

    async function thread(of: Conversation = conversation): Promise<Ref> {
      const receipt = await on.chat.openThread(of, on.place)
      if (!receipt.ok) throw new Error(receipt.reason)
      return receipt.ref
    }

    it('makes one thread of a conversation, however often it is asked', async () => {
      const [first, again] = [await thread(), await thread()]
      expect(again).toBe(first)
      const both = await Promise.all([thread(aConversation('c2')), thread(aConversation('c2'))])
      expect(both[0]).toBe(both[1])
      expect(await on.threads()).toBe(2)
    })

    it('shows messages and lines in the order in which they were posted', async () => {
      const ref = await thread()
      await on.chat.post(ref, asPost(aMessage('m1', 'Where is my parcel?')))
      await on.chat.post(ref, aLine('l1', 'Ana claimed this.'))
      await on.chat.post(ref, asPost(aMessage('m2', 'Number 7.', { number: 2 })))
      expect(await on.shown(ref)).toEqual(['Where is my parcel?', 'Ana claimed this.', 'Number 7.'])
    })

    it('a post has a ref of its own, which is not its thread’s', async () => {
      const ref = await thread()
      const one = await on.chat.post(ref, asPost(aMessage('m1', 'Hello?')))
      const two = await on.chat.post(ref, asPost(aMessage('m2', 'Hello?', { number: 2 })))
      expect(new Set([ref, ...[one, two].map((receipt) => receipt.ok && receipt.ref)]).size).toBe(3)
    })

    it('shows a post once, also when it is posted twice', async () => {
      const ref = await thread()
      const posts = [asPost(aMessage('m1', 'Hello?')), aLine('l1', 'Ana claimed this.')]
      for (const post of [...posts, ...posts]) {
        expect(await on.chat.post(ref, post)).toMatchObject({ ok: true })
      }
      expect(await on.shown(ref)).toEqual(['Hello?', 'Ana claimed this.'])
    })

    it('changes a message in its place', async () => {
      const ref = await thread()
      const first = aMessage('m1', 'I paid 10 €')
      await on.chat.post(ref, asPost(first))
      await on.chat.post(ref, asPost(aMessage('m2', 'Yesterday', { number: 2 })))
      const edited = aMessage('m1', 'I paid 20 €', { version: 2, editedAt: 1 })
      expect(await on.chat.amend(ref, asPost(edited))).toMatchObject({ ok: true })
      const shown = await on.shown(ref)
      expect(shown).toHaveLength(2)
      expect(shown[0]).toContain('I paid 20 €')
      expect(shown[1]).toContain('Yesterday')
    })

    it('shows no longer what the team took back', async () => {
      const ref = await thread()
      const note = aMessage('m1', 'the password is swordfish', { kind: 'note', by: BEN })
      await on.chat.post(ref, asPost(note))
      await on.chat.amend(ref, asPost({ ...note, removedAt: 1 }))
      expect((await on.shown(ref)).join()).not.toContain('swordfish')
    })

    it('keeps for the team what a visitor took back', async () => {
      const ref = await thread()
      await on.chat.post(ref, asPost(aMessage('m1', 'you are all fools')))
      await on.chat.amend(ref, asPost(aMessage('m1', 'you are all fools', { removedAt: 1 })))
      expect((await on.shown(ref)).join()).toContain('you are all fools')
    })

    it('redraws the card, and leaves the thread as it is', async () => {
      const ref = await thread()
      await on.chat.post(ref, asPost(aMessage('m1', 'Hello?')))
      const ana = { id: 'ana', name: 'Ana' } as never
      const claimed = aConversation('c1', {
        status: 'claimed',
        assignee: ana,
        claimedAt: 1,
        version: 2,
      })
      expect(await on.card(ref)).toEqual({ status: 'waiting', assignee: null })
      expect(await on.chat.refresh(ref, claimed)).toMatchObject({ ok: true })
      expect(await on.card(ref)).toEqual({ status: 'claimed', assignee: 'Ana' })
      expect(await on.shown(ref)).toEqual(['Hello?'])
    })

    it('says on the card of what was moved away where it is, and offers nothing but going there', async () => {
      if (!on.moved) return
      const ref = await thread()
      const [other = ''] = ['desk', 'slack'].filter((chat) => chat !== on.place.chat)
      const places = [{ chat: other, channel: 'support' }]
      const gone = aConversation('c1', { places, left: [on.place], version: 2 })
      expect(await on.chat.refresh(ref, gone)).toMatchObject({ ok: true })
      const { says, offers } = await on.moved(ref)
      expect(says.toLowerCase()).toContain(`moved to ${chatName(other)}`.toLowerCase())
      expect(offers.filter((one) => !one.startsWith('Open'))).toEqual([])
      const back = aConversation('c1', { places: [on.place], left: places, version: 3 })
      expect(await on.chat.openThread(back, on.place)).toMatchObject({ ok: true, ref })
      expect(await on.chat.refresh(ref, back)).toMatchObject({ ok: true })
      expect(await on.card(ref)).toEqual({ status: 'waiting', assignee: null })
      expect(URL.canParse((await on.chat.linkTo?.(ref)) ?? 'https://example.com')).toBe(true)
    })

    it('goes on in another channel of the same chat: in a thread of its own there, or in this one', async () => {
      const ref = await thread()
      await on.chat.post(ref, asPost(aMessage('m1', 'Hello?')))
      const moved = aConversation('c1', { places: [on.other], left: [on.place], version: 2 })
      const both = await Promise.all([1, 2].map(() => on.chat.openThread(moved, on.other)))
      const there = both[0]?.ok ? both[0].ref : ''
      expect(both).toEqual([
        { ok: true, ref: there },
        { ok: true, ref: there },
      ])
      await on.chat.post(there, asPost(aMessage('m1', 'Hello?')))
      expect(await on.shown(there)).toEqual(['Hello?'])
      expect(await on.card(there)).toMatchObject({ status: 'waiting' })
      await on.chat.post(there, asPost(aMessage('m2', 'Anyone?', { number: 2 })))
      expect(await on.shown(there)).toEqual(['Hello?', 'Anyone?'])
      if (there === ref) return
      expect(await on.shown(ref)).toEqual(['Hello?'])
      expect(await on.chat.refresh(ref, moved)).toMatchObject({ ok: true })
      const left = await on.moved?.(ref)
      expect(left?.says).toContain(`Moved to #${on.other.channel}`)
      expect(left?.offers.filter((one) => !one.startsWith('Open'))).toEqual([])
      expect(await on.card(there)).toMatchObject({ status: 'waiting' })
    })

    it('finds the thread again that it left for another channel, when it comes back', async () => {
      const ref = await thread()
      const moved = aConversation('c1', { places: [on.other], left: [on.place], version: 2 })
      await on.chat.openThread(moved, on.other)
      const back = aConversation('c1', { places: [on.place], left: [on.other], version: 3 })
      expect(await on.chat.openThread(back, on.place)).toEqual({ ok: true, ref })
      expect(await on.chat.refresh(ref, back)).toMatchObject({ ok: true })
      expect(await on.card(ref)).toMatchObject({ status: 'waiting' })
    })

    it('shows what the visitor has set on a reply, until they take it back', async () => {
      if (!on.reactions) return
      const ref = await thread()
      const reply = aMessage('m1', 'On its way', { kind: 'reply', by: BEN })
      const own = (emoji: string) => ({ emoji, by: 'visitor', public: true }) as const
      await on.chat.post(ref, asPost(reply))
      const set = asPost({ ...reply, reactions: [own('👍'), own('🎉')] })
      for (const post of [set, set]) {
        expect(await on.chat.amend(ref, post)).toMatchObject({ ok: true })
      }
      const shown = () => on.reactions?.(ref, 'On its way')
      await expect.poll(shown).toEqual(['👍', '🎉'])
      await on.chat.amend(ref, asPost({ ...reply, reactions: [own('🎉')] }))
      await expect.poll(shown).toEqual(['🎉'])
    })

    it('tells what a member sets on a message and takes back, and what nobody else does', async () => {
      if (!on.react) return
      const ref = await thread()
      await on.chat.post(ref, asPost(aMessage('m1', 'Hello?')))
      for (const who of ['stranger', 'inactive'] as const)
        await on.react(who, ref, 'Hello?', '👍', true)
      await on.react('member', ref, 'Hello?', '👍', true)
      await on.react('member', ref, 'Hello?', '👍', false)
      expect(on.inbox.reactions).toMatchObject([
        { message: 'm1', emoji: '👍', on: true },
        { message: 'm1', emoji: '👍', on: false },
      ])
      expect(new Set(on.inbox.reactions.map(({ id }) => id)).size).toBe(2)
    })

    it('shows a whisper between two others to nobody in the thread, where it takes whispers', async () => {
      if (!on.chat.whispers) return
      const ref = await thread()
      await on.chat.post(ref, asPost(aMessage('m1', 'Hello?')))
      const zoe = { id: 'zoe' as AgentId, name: 'Zoe' }
      const max = { kind: 'human', id: 'max' as AgentId, name: 'Max', role: 'supervisor' } as const
      const whisper = aMessage('w1', 'Psst', { kind: 'note', number: 2, by: max, to: zoe })
      expect(await on.chat.post(ref, asPost(whisper))).toMatchObject({ ok: true })
      const edited = asPost({ ...whisper, version: 2, editedAt: 1 })
      expect(await on.chat.amend(ref, edited)).toMatchObject({ ok: true })
      expect(await on.shown(ref)).toEqual(['Hello?'])
    })

    it('shows some together as what each says, once and in order, or leaves them to go one by one', async () => {
      const ref = await thread()
      const posts = ['Hello?', 'Anyone?', 'It is Nina.'].map((text, index) =>
        asPost(aMessage(`m${index + 1}`, text, { number: index + 1 })),
      )
      const some = await on.chat.postSome?.(ref, posts)
      const together = some?.ok ? some.refs : []
      expect(new Set([ref, ...together]).size).toBe(together.length + 1)
      for (const post of posts.slice(together.length)) await on.chat.post(ref, post)
      for (const post of posts) await on.chat.post(ref, post)
      expect((await on.shown(ref)).join('\n').split('\n')).toEqual([
        'Hello?',
        'Anyone?',
        'It is Nina.',
      ])
    })

    it('says in a channel what belongs to no conversation: once, as it is, over a restart too', async () => {
      const { noticed } = on
      expect(noticed === undefined).toBe(on.chat.notice === undefined)
      if (!noticed) return
      const before = await noticed.texts()
      const say = async (id: string, text: string) => on.chat.notice?.(noticed.place, { id, text })
      const text = 'Refund ↔ <!channel> *Order* @everyone `npm run` & <b>'
      expect(await say('week 1', text)).toMatchObject({ ok: true })
      expect(await say('week 1', text)).toMatchObject({ ok: true })
      await noticed.restart?.()
      expect(await say('week 1', text)).toMatchObject({ ok: true })
      expect(await noticed.texts()).toEqual([...before, text])
      expect(on.inbox.messages).toEqual([])
    })

    it('says that a thread is gone which is not there', async () => {
      const post = asPost(aMessage('m1', 'Hello?'))
      const gone = { ok: false, kind: 'gone' }
      expect(await on.chat.post('no-such-thread', post)).toMatchObject(gone)
      expect(await on.chat.amend('no-such-thread', post)).toMatchObject(gone)
      expect(await on.chat.refresh('no-such-thread', conversation)).toMatchObject(gone)
    })

    it('never hears itself', async () => {
      const ref = await thread()
      await on.chat.post(ref, asPost(aMessage('m1', '!close answered')))
      await on.chat.post(ref, aLine('l1', 'Ana claimed this.'))
      await on.chat.refresh(ref, conversation)
      await on.write('member', ref, 'the one that is heard', 'w1')
      expect(on.inbox.messages).toHaveLength(1)
      expect(on.inbox.commands).toEqual([])
      expect(on.inbox.edits).toEqual([])
    })

    it.each(HOSTILE)('shows %j as the words that it is', async (text) => {
      const ref = await thread()
      await on.chat.post(ref, asPost(aMessage('m1', text)))
      expect(await on.shown(ref)).toEqual([text])
    })

    it('tells what a member writes', async () => {
      const ref = await thread()
      await on.write('member', ref, 'We are looking into it.', 'w1')
      expect(on.inbox.messages).toMatchObject([
        { conversation: conversation.id, content: { blocks: [{ kind: 'paragraph' }] } },
      ])
    })

    it('tells what comes twice under one id, so that it is taken once', async () => {
      const ref = await thread()
      await on.write('member', ref, 'We are looking into it.', 'w1')
      await on.write('member', ref, 'We are looking into it.', 'w1')
      expect(new Set(on.inbox.messages.map(({ id }) => id)).size).toBe(1)
    })

    it.each(['inactive', 'stranger'] as const)('does not listen to one who is %s', async (who) => {
      const ref = await thread()
      await on.write(who, ref, 'Let me in', 'w1')
      await on.write('member', ref, 'the one that is heard', 'w2')
      expect(on.inbox.messages).toHaveLength(1)
    })

    it('can stop, and be asked to stop again', async () => {
      await on.chat.stop()
      await expect(on.chat.stop()).resolves.toBeUndefined()
    })
  })
}
