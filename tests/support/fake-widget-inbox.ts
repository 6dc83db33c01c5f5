import { randomUUID } from 'node:crypto'
import type {
  Changes,
  ClientFrame,
  Face,
  PublicFile,
  WidgetMessage,
} from '../../src/adapters/widget/protocol.ts'
import { textContent } from '../../src/conversation/message.ts'

type Writing = Extract<ClientFrame, { type: 'send' | 'edit' | 'remove' }>

const PAGE = 30

export type FakeInbox = ReturnType<typeof createFakeInbox>
export type FakeVisitor = ReturnType<FakeInbox['visitor']>

/** What the fake server holds: for each visitor the messages, each change with its number, each id taken once. */
export function createFakeInbox() {
  const byToken = new Map<string, ReturnType<typeof visitor>>()
  const files = new Map<string, PublicFile>()

  function visitor(token: string) {
    const messages = new Map<string, { message: WidgetMessage; change: number }>()
    const taken = new Map<string, string>()
    let cursor = 0
    const it = {
      id: `visitor-${token.slice(0, 8)}`,
      token,
      agent: null as Face | null,
      status: 'none' as Changes['status'],
      /** All as the team now sees it, in order. */
      get messages() {
        return [...messages.values()]
          .map(({ message }) => message)
          .toSorted((a, b) => a.position - b.position)
      },
      texts: () => it.messages.map(textOf),
      put(message: WidgetMessage) {
        messages.set(message.id, { message, change: ++cursor })
        return message
      },
      add(part: Partial<WidgetMessage>) {
        return it.put({
          id: randomUUID(),
          position: messages.size + 1,
          mine: false,
          from: it.agent ?? { name: 'Ana', picture: null },
          at: Date.now(),
          editedAt: null,
          removed: false,
          blocks: [],
          files: [],
          ...part,
        })
      },
      /** The id that the message has from now on; the same for the same client id. */
      take(writing: Writing): string {
        const before = taken.get(writing.id)
        if (before !== undefined) return before
        const id = write(writing)
        taken.set(writing.id, id)
        return id
      },
      changes(since: number | null): Changes & { more: boolean } {
        const all = [...messages.values()].toSorted((a, b) => a.change - b.change)
        const found =
          since === null ? it.messages.slice(-PAGE) : all.filter(({ change }) => change > since)
        return {
          cursor,
          messages: found.map((one) => ('message' in one ? one.message : one)),
          agent: it.agent,
          status: it.status,
          incomplete: false,
          more: since === null && messages.size > PAGE,
        }
      },
      older(before: number) {
        const earlier = it.messages.filter(({ position }) => position < before)
        return { messages: earlier.slice(-PAGE), more: earlier.length > PAGE }
      },
    }

    function write(writing: Writing): string {
      if (writing.type === 'send') {
        if (it.status === 'none') it.status = 'waiting'
        const attached = writing.files.flatMap((id) => files.get(id) ?? [])
        const { blocks } = textContent(writing.text)
        return it.add({ mine: true, from: { name: 'You', picture: null }, blocks, files: attached })
          .id
      }
      const known = messages.get(writing.message)
      if (!known?.message.mine) throw new Error(`No message ${writing.message} of theirs`)
      const change =
        writing.type === 'edit'
          ? { blocks: textContent(writing.text).blocks, editedAt: Date.now() }
          : { removed: true, blocks: [], files: [] }
      return it.put({ ...known.message, ...change }).id
    }
    return it
  }

  return {
    files,
    visitor,
    byToken,
    begin(token: string | undefined) {
      const known = byToken.get(token ?? '')
      if (known) return known
      const fresh = visitor(randomUUID())
      byToken.set(fresh.token, fresh)
      return fresh
    },
    /** The only visitor there is. */
    only() {
      const [one, ...others] = byToken.values()
      if (!one || others.length > 0) throw new Error(`There are ${byToken.size} visitors`)
      return one
    },
  }
}

function textOf({ blocks }: WidgetMessage): string {
  const [block] = blocks
  if (block?.kind !== 'paragraph') return ''
  return block.inlines.map((inline) => ('text' in inline ? inline.text : '')).join('')
}
