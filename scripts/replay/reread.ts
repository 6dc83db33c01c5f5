import { WebSocket } from 'ws'
import type { DeskPost, DeskServerFrame } from '../../src/adapters/desk/protocol.ts'
import type { ServerFrame, WidgetMessage } from '../../src/adapters/widget/protocol.ts'
import type { Seat } from './desk-page.ts'
import type { Held } from './ledger.ts'
import { wordsOf } from './visitor.ts'
import type { Door } from './visitor.ts'

/** Ms that a page is waited for. */
const LONGEST = 20_000

/** What a visitor's new device shows, read to the beginning, in order. */
export async function rereadWidget({ url, inbox, from }: Door, token: string) {
  const address = `${url.replace(/^http/, 'ws')}/widget/v1/${inbox}/socket`
  const line = await dial<ServerFrame>(address, from === undefined ? {} : { localAddress: from })
  line.say({ type: 'hello', token, cursor: null })
  const all: WidgetMessage[] = []
  for (;;) {
    const page = await line.hear('welcome', 'older')
    all.unshift(...page.messages)
    const first = page.messages[0]
    if (!page.more || !first) break
    line.say({ type: 'older', before: first.position })
  }
  line.hangUp()
  const byPosition = all.toSorted((a, b) => a.position - b.position)
  const held = ({ id, blocks }: WidgetMessage) => ({ id, text: wordsOf(blocks) })
  return {
    words: byPosition.filter(({ mine }) => mine).map(held),
    replies: byPosition.filter(({ mine }) => !mine).map(held),
  }
}

/** A desk page that has seen nothing yet, to read threads to their beginning. */
export async function rereadDesk({ url, cookie }: Seat) {
  const address = `${url.replace(/^http/, 'ws')}/desk/socket`
  const line = await dial<DeskServerFrame>(address, { headers: { cookie, origin: url } })
  line.say({ type: 'hello', cursor: null })

  /** Which visitor each thread of the whole list is of. */
  async function threads(): Promise<Map<string, string>> {
    const found = new Map<string, string>()
    for (;;) {
      const frame = await line.hear('threads')
      for (const { id, visitor } of frame.threads) found.set(id, visitor.id)
      if (frame.cursor > 0 || frame.threads.length === 0) return found
    }
  }

  async function thread(id: string) {
    const all: DeskPost[] = []
    line.say({ type: 'open', thread: id, change: null })
    for (;;) {
      const page = await line.hear('posts', 'older')
      // What is still said of the thread before.
      if (page.thread !== id) continue
      all.unshift(...page.posts)
      const first = page.posts[0]
      if (!page.more || !first) break
      line.say({ type: 'older', thread: id, before: first.position })
    }
    line.say({ type: 'shut', thread: id })
    const messages = all
      .toSorted((a, b) => a.position - b.position)
      .filter((post) => post.kind === 'message')
    const held = (kind: 'visitor' | 'reply'): Held[] =>
      messages
        .filter(({ as }) => as === kind)
        .map(({ id, blocks }) => ({ id, text: wordsOf(blocks) }))
    return { words: held('visitor'), replies: held('reply') }
  }

  return { threads, thread, close: line.hangUp }
}

/** A socket that is read a frame at a time. Hearing rejects when it breaks. */
async function dial<Frame extends { readonly type: string }>(
  address: string,
  options: { readonly headers?: Record<string, string>; readonly localAddress?: string },
) {
  const socket = new WebSocket(address, { perMessageDeflate: false, ...options })
  const heard: Frame[] = []
  let news = Promise.withResolvers<void>()
  // Written by our own server, whose protocol's types these are.
  socket.on('message', (data: Buffer) => {
    heard.push(JSON.parse(data.toString()) as Frame)
    news.resolve()
  })
  const broken = Promise.withResolvers<never>()
  broken.promise.catch(() => undefined)
  socket.on('error', broken.reject)
  socket.on('close', () => broken.reject(new Error('The server hung up.')))
  const opened = Promise.withResolvers<void>()
  socket.on('open', opened.resolve)
  await Promise.race([opened.promise, broken.promise])

  /** The next frame of one of these types; others are passed over. */
  async function hear<Type extends Frame['type']>(...types: readonly Type[]) {
    for (;;) {
      const frame = heard.shift()
      if (frame && isOf(frame, types)) return frame
      if (frame) continue
      news = Promise.withResolvers<void>()
      const timer = setTimeout(broken.reject, LONGEST, new Error(`No ${types.join(' or ')} came.`))
      await Promise.race([news.promise, broken.promise])
      clearTimeout(timer)
    }
  }

  return {
    hear,
    say: (frame: unknown) => socket.send(JSON.stringify(frame)),
    hangUp: () => socket.terminate(),
  }
}

function isOf<Frame extends { readonly type: string }, Type extends Frame['type']>(
  frame: Frame,
  types: readonly Type[],
): frame is Extract<Frame, { readonly type: Type }> {
  return types.some((type) => type === frame.type)
}
