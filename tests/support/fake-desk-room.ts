import { randomUUID } from 'node:crypto'
import type {
  DeskClientFrame,
  DeskFile,
  DeskMember,
  DeskPost,
  DeskServerFrame,
  DeskThread,
  DeskWorld,
} from '../../src/adapters/desk/protocol.ts'
import { deskCommands } from '../../src/adapters/desk/commands.ts'
import { commands } from '../../src/commands/index.ts'
import { buttonsFor, INBOX, MEMBERS, SECOND_INBOX } from './fake-desk-people.ts'
import { plainText, textContent } from '../../src/conversation/message.ts'
import { parseCommand } from '../../src/routing/interpret.ts'

export type FakeMessage = Extract<DeskPost, { readonly kind: 'message' }>
export type Asked = Extract<DeskClientFrame, { readonly id: string }>
type Done = Extract<DeskServerFrame, { readonly type: 'done' }>
type Answer = Done extends infer D ? (D extends Done ? Omit<D, 'type' | 'id'> : never) : never

const SECOND = 1_000

/** What a desk holds, and how it behaves: one member looks, the others are moved by the test. */
export class FakeRoom {
  readonly threads = new Map<string, DeskThread>()
  readonly posts = new Map<string, DeskPost[]>()
  readonly files = new Map<string, DeskFile>()
  world: DeskWorld
  /** How long replies are held, in ms. */
  hold = 60 * SECOND
  change = 0
  /** The next deed is refused with this sentence. */
  refuseNext: string | null = null
  #members = MEMBERS
  #tell = new Set<(frame: DeskServerFrame) => void>()

  constructor(me = 'ana') {
    const member = MEMBERS.find(({ id }) => id === me) ?? MEMBERS[0]
    if (!member) throw new Error('Nobody is here.')
    this.world = {
      name: 'Lantern House',
      now: Date.now(),
      me: member,
      members: MEMBERS,
      channels: [
        { id: 'support', name: 'support', purpose: 'Questions of fans' },
        { id: 'shop', name: 'shop', purpose: 'Orders and parcels' },
      ],
      inboxes: [INBOX, SECOND_INBOX],
      commands: deskCommands(commands, member.role, ['desk', 'slack']),
      teams: [{ id: 'billing', name: 'Billing' }],
      sure: 0.6,
    }
  }

  get me(): DeskMember {
    return this.world.me
  }

  onFrame(tell: (frame: DeskServerFrame) => void): () => void {
    this.#tell.add(tell)
    return () => void this.#tell.delete(tell)
  }

  /** Something that is told and not kept. */
  tell(frame: DeskServerFrame): void {
    for (const tell of this.#tell) tell(frame)
  }

  /** A conversation with a first message of its visitor. */
  opens(name: string, text: string, changes: Partial<DeskThread> = {}): string {
    const number = 1001 + this.threads.size
    const id = changes.id ?? `t${number}`
    const at = changes.openedAt ?? Date.now() - 12 * SECOND
    this.posts.set(id, [])
    this.#keep({
      id,
      number,
      channel: 'support',
      inbox: 'juno',
      visitor: {
        id: `v${number}`,
        name,
        email: null,
        verified: false,
        page: 'https://juno.example/tour',
        pageTitle: 'Tour dates',
        attributes: {},
        firstSeen: at - 3 * 86_400_000,
      },
      status: 'waiting',
      assignee: null,
      joined: [],
      team: null,
      priority: 'normal',
      tags: [],
      openedAt: at,
      waitingSince: at,
      snoozedUntil: null,
      outcome: null,
      delivered: 0,
      seen: 0,
      last: null,
      buttons: [],
      version: 1,
      change: 0,
      ...changes,
    })
    this.visitorSays(id, text, at)
    if (changes.waitingSince !== undefined) this.changes(id, { waitingSince: changes.waitingSince })
    return id
  }

  visitorSays(
    thread: string,
    text: string,
    at = Date.now(),
    more: Partial<FakeMessage> = {},
  ): string {
    const { visitor } = this.thread(thread)
    const by = { id: null, name: visitor.name, picture: null, actor: 'visitor' as const }
    return this.#says(thread, { as: 'visitor', by, text, at }, more)
  }

  memberSays(
    thread: string,
    member: string,
    as: 'reply' | 'note',
    text: string,
    more: Partial<FakeMessage> = {},
  ): string {
    const { id, name, picture } = this.member(member)
    const by = { id, name, picture, actor: 'human' as const }
    return this.#says(thread, { as, by, text, at: more.at ?? Date.now() }, more)
  }

  line(
    thread: string,
    text: string,
    more: { tone?: 'alert'; for?: string[]; at?: number } = {},
  ): void {
    const at = more.at ?? Date.now()
    this.#post(thread, {
      kind: 'line',
      id: randomUUID(),
      position: this.postsOf(thread).length + 1,
      change: 0,
      at,
      text,
      tone: more.tone ?? 'info',
      for: more.for ?? [],
    })
  }

  /** The thread as a change of the server makes it. */
  changes(thread: string, change: Partial<DeskThread>): void {
    this.#keep({ ...this.thread(thread), ...change })
  }

  claimedBy(thread: string, member: string): void {
    const { id, name, picture } = this.member(member)
    this.changes(thread, { status: 'claimed', assignee: { id, name, picture }, joined: [id] })
    this.line(thread, `${name} claimed this.`)
  }

  takenOverBy(thread: string, member: string): void {
    const { id, name, picture } = this.member(member)
    const from = this.thread(thread).assignee
    this.changes(thread, { status: 'claimed', assignee: { id, name, picture }, joined: [id] })
    const text = `${name} took this over from ${from?.name ?? 'nobody'}.`
    this.line(thread, text, from ? { tone: 'alert', for: [from.id] } : {})
  }

  amends(message: string, change: Partial<FakeMessage>): void {
    for (const [thread, posts] of this.posts) {
      const post = posts.find((one) => one.id === message)
      if (post?.kind === 'message') this.#post(thread, { ...post, ...change })
    }
  }

  thread(id: string): DeskThread {
    const thread = this.threads.get(id)
    if (!thread) throw new Error(`There is no thread ${id}.`)
    return thread
  }

  member(id: string): DeskMember {
    const member = this.#members.find((one) => one.id === id)
    if (!member) throw new Error(`There is no member ${id}.`)
    return member
  }

  postsOf(thread: string): readonly DeskPost[] {
    return this.posts.get(thread) ?? []
  }

  /** What was said in a thread: its kind and its words. */
  said(thread: string): string[] {
    return this.postsOf(thread).flatMap((post) =>
      post.kind === 'message' ? [`${post.as}: ${textOf(post)}`] : [],
    )
  }

  /** Does what the member at the page asks. */
  deed(frame: Asked): Answer {
    const sentence = this.refuseNext
    this.refuseNext = null
    if (sentence !== null) return refused(sentence)
    switch (frame.type) {
      case 'say':
        return this.#say(frame)
      case 'line':
        return this.#line(frame)
      case 'command':
        return this.#command(frame.thread, frame.name, frame.args)
      case 'edit':
        return this.#edit(frame)
      case 'remove':
        this.amends(frame.message, { removedAt: Date.now() })
        return { ok: true }
      case 'react':
        this.#react(frame)
        return { ok: true }
      case 'invite':
        return {
          ok: true,
          link: 'https://lantern.example/desk/enter?token=abc',
          text: 'Works once, within 7 days.',
        }
    }
  }

  #say(frame: Extract<Asked, { type: 'say' }>): Answer {
    const { thread, text, showed, gated = false } = frame
    const files = frame.files.flatMap((id) => this.files.get(id) ?? [])
    const mayReply =
      this.thread(thread).joined.includes(this.me.id) && this.thread(thread).status !== 'closed'
    const as = showed === 'reply' && mayReply ? 'reply' : 'note'
    const message = this.memberSays(thread, this.me.id, as, text, {
      files,
      gated: as === 'note' && (showed === 'reply' || gated),
      heldUntil: as === 'reply' ? Date.now() + this.hold : null,
    })
    return { ok: true, audience: as, message }
  }

  #line(frame: Extract<Asked, { type: 'line' }>): Answer {
    const parsed = parseCommand(
      frame.text,
      MEMBERS.map(({ name }) => name),
    )
    return parsed.ok
      ? this.#command(frame.thread, parsed.name, parsed.args)
      : refused(parsed.sentence)
  }

  #edit({ message, text }: Extract<Asked, { type: 'edit' }>): Answer {
    const post = this.message(message)
    const earlier = [...post.earlier, { at: post.editedAt ?? post.at, text: textOf(post) }]
    const { blocks } = textContent(text)
    this.amends(message, { blocks, earlier, editedAt: Date.now(), version: post.version + 1 })
    return { ok: true }
  }

  #react({ message, emoji, on }: Extract<Asked, { type: 'react' }>) {
    const { id, name } = this.me
    const { reactions = [], as } = this.message(message)
    const others = reactions.filter((one) => one.emoji !== emoji || one.by?.id !== id)
    const mine = { emoji, by: { id, name }, public: as !== 'note' }
    this.amends(message, { reactions: on ? [...others, mine] : others })
  }

  message(id: string): FakeMessage {
    const found = [...this.posts.values()].flat().find((post) => post.id === id)
    if (found?.kind !== 'message') throw new Error(`There is no message ${id}.`)
    return found
  }

  #command(thread: string | null, name: string, args: Readonly<Record<string, string>>): Answer {
    if (name === 'help')
      return { ok: true, text: commands.map((one) => `/${one.name} — ${one.summary}`).join('\n') }
    if (name === 'on' || name === 'off') return this.#duty(args['member'], name === 'on')
    if (name === 'queue') return { ok: true, text: this.#queue() }
    if (thread === null) return refused('Open a conversation first.')
    const { assignee, visitor, tags } = this.thread(thread)
    const me = this.me
    switch (name) {
      case 'claim':
        if (assignee && assignee.id !== me.id)
          return refused(`${assignee.name} already has this one.`)
        this.claimedBy(thread, me.id)
        return { ok: true }
      case 'takeover':
        this.takenOverBy(thread, me.id)
        return { ok: true }
      case 'release':
        this.changes(thread, { status: 'waiting', assignee: null, joined: [] })
        this.line(thread, `${me.name} gave this back to the queue.`)
        return { ok: true }
      case 'transfer':
        return this.#transfer(thread, args)
      case 'undo':
        this.amends(args['message'] ?? '', { withdrawnAt: Date.now() })
        return { ok: true }
      case 'retry':
        this.amends(args['message'] ?? '', { failed: null, heldUntil: null })
        return { ok: true }
      case 'send':
        return this.#sendNote(thread, args['message'] ?? '')
      case 'label': {
        const one = INBOX.labels.find(({ id }) => id === args['label'])
        if (!one) return { ok: false, error: 'There is no such label.' }
        const intent = { id: one.id, name: one.name, confidence: null }
        this.changes(thread, { labels: { ...this.threads.get(thread)?.labels, intent } })
        return { ok: true }
      }
      case 'tag':
        this.changes(thread, { tags: [...tags, args['tag'] ?? ''] })
        this.line(thread, `${me.name} added the tag ${args['tag'] ?? ''}.`)
        return { ok: true }
      case 'snooze':
        this.changes(thread, { status: 'snoozed', snoozedUntil: Date.now() + 3_600_000 })
        return { ok: true, text: 'Snoozed for an hour.' }
      case 'close':
        this.changes(thread, {
          status: 'closed',
          outcome: args['outcome'] ?? null,
          waitingSince: null,
          joined: [],
        })
        this.line(thread, `${me.name} closed this: ${args['outcome'] ?? ''}.`)
        return { ok: true }
      case 'canned': {
        const found = INBOX.canned.find((one) => one.name === args['name'])
        return found ? { ok: true, insert: found.text } : refused('There is no such canned reply.')
      }
      case 'transcript':
        return { ok: true, text: this.said(thread).join('\n') }
      default:
        return refused(`This fake does not know ${name} for ${visitor.name}.`)
    }
  }

  #duty(id = this.me.id, onDuty: boolean): Answer {
    this.#members = this.#members.map((one) => (one.id === id ? { ...one, onDuty } : one))
    const me = { ...this.member(this.me.id) }
    this.world = { ...this.world, me, members: this.#members.map((one) => ({ ...one })) }
    this.tell({ type: 'world', ...this.world })
    const who = id === me.id ? 'You are' : `${this.member(id).name} is`
    return { ok: true, text: `${who} ${onDuty ? 'on' : 'off'} duty now.` }
  }

  #queue(): string {
    const waiting = [...this.threads.values()].filter((one) => one.waitingSince !== null)
    return ['Those who wait:', ...waiting.map((one) => `#${one.number} ${one.visitor.name}`)].join(
      '\n',
    )
  }

  #transfer(thread: string, args: Readonly<Record<string, string>>): Answer {
    const to = MEMBERS.find(
      ({ name }) => name.toLowerCase() === (args['agent'] ?? '').toLowerCase(),
    )
    if (!to) return refused(`Nobody called “${args['agent'] ?? ''}” answers visitors here.`)
    if (args['note'] !== undefined) this.memberSays(thread, this.me.id, 'note', args['note'])
    this.changes(thread, {
      assignee: { id: to.id, name: to.name, picture: to.picture },
      joined: [to.id],
    })
    this.line(thread, `${this.me.name} handed this to ${to.name}.`)
    return { ok: true }
  }

  #sendNote(thread: string, message: string): Answer {
    this.claimedBy(thread, this.me.id)
    const text = textOf(this.message(message))
    const sentAs = this.memberSays(thread, this.me.id, 'reply', text, {
      heldUntil: Date.now() + this.hold,
    })
    this.amends(message, { sentAs })
    return { ok: true }
  }

  #says(
    thread: string,
    said: Pick<FakeMessage, 'as' | 'by' | 'at'> & { readonly text: string },
    more: Partial<FakeMessage>,
  ): string {
    const { text, ...rest } = said
    const id = randomUUID()
    const number = this.postsOf(thread).filter((post) => post.kind === 'message').length + 1
    this.#post(thread, {
      kind: 'message',
      id,
      position: this.postsOf(thread).length + 1,
      change: 0,
      number,
      ...rest,
      blocks: textContent(text).blocks,
      files: [],
      version: 1,
      editedAt: null,
      removedAt: null,
      earlier: [],
      heldUntil: null,
      withdrawnAt: null,
      failed: null,
      gated: false,
      sentAs: null,
      ...more,
    })
    const last = { at: said.at, text: text.slice(0, 140), kind: said.as, by: said.by.name }
    const waitingSince = this.#waitingAfter(thread, said.as, said.at)
    this.changes(thread, { last, waitingSince })
    return id
  }

  #waitingAfter(thread: string, as: FakeMessage['as'], at: number): number | null {
    if (as === 'reply') return null
    const { waitingSince } = this.thread(thread)
    return as === 'visitor' ? (waitingSince ?? at) : waitingSince
  }

  #keep(thread: DeskThread): void {
    const change = (this.change += 1)
    const kept = {
      ...thread,
      change,
      version: thread.version + 1,
      buttons: buttonsFor(thread, this.me),
    }
    this.threads.set(thread.id, kept)
    this.tell({ type: 'threads', cursor: change, reset: false, threads: [kept] })
  }

  #post(thread: string, post: DeskPost): void {
    const change = (this.change += 1)
    const kept = { ...post, change }
    const held = this.postsOf(thread)
    const isNew = !held.some((one) => one.id === post.id)
    this.posts.set(
      thread,
      isNew ? [...held, kept] : held.map((one) => (one.id === post.id ? kept : one)),
    )
    this.tell({ type: 'posts', thread, reset: false, posts: [kept], more: true })
  }
}

function refused(error: string): Answer {
  return { ok: false, error }
}

function textOf(post: FakeMessage): string {
  return plainText({ blocks: post.blocks, files: [] })
}
