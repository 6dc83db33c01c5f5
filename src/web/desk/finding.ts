import type { DeskCommand, DeskThread } from '../../adapters/desk/protocol.ts'
import { isTyped } from './completion.ts'

/** What the quick switcher can lead to. */
export type Found =
  | { readonly kind: 'thread'; readonly thread: DeskThread }
  | { readonly kind: 'command'; readonly command: DeskCommand }

const MOST = 12

/** Threads and commands that fit the words, the nearest first; without words, what wants attention. */
export function find(
  words: string,
  threads: Iterable<DeskThread>,
  commands: readonly DeskCommand[],
  inThread: boolean,
): Found[] {
  const wanted = words.trim().toLowerCase()
  const usable = commands.filter(
    (one) => one.allowed && isTyped(one) && (inThread || !one.inThread),
  )
  if (wanted.startsWith('/')) return commandsFor(wanted.slice(1), usable)
  return [...threadsFor(wanted.replace(/^#/, ''), threads), ...commandsFor(wanted, usable)].slice(
    0,
    MOST,
  )
}

function threadsFor(wanted: string, threads: Iterable<DeskThread>): Found[] {
  return [...threads]
    .map((thread) => ({ thread, nearness: nearnessOf(thread, wanted) }))
    .filter(({ nearness }) => nearness < 4)
    .toSorted((a, b) => a.nearness - b.nearness || newest(b.thread) - newest(a.thread))
    .slice(0, MOST - 3)
    .map(({ thread }) => ({ kind: 'thread', thread }))
}

function nearnessOf(thread: DeskThread, wanted: string): number {
  const name = thread.visitor.name.toLowerCase()
  if (wanted === '') return thread.status === 'closed' ? 4 : 3
  if (String(thread.number) === wanted) return 0
  if (String(thread.number).startsWith(wanted) || name.startsWith(wanted)) return 1
  if (name.includes(wanted) || thread.visitor.email?.toLowerCase().includes(wanted)) return 2
  const isSaid = thread.last?.text.toLowerCase().includes(wanted)
  return isSaid || thread.tags.some((tag) => tag.includes(wanted)) ? 3 : 4
}

function commandsFor(wanted: string, commands: readonly DeskCommand[]): Found[] {
  return commands
    .filter(({ name, aliases, summary }) =>
      [name, ...aliases, summary.toLowerCase()].some((one) => one.includes(wanted)),
    )
    .toSorted((a, b) => Number(b.name === wanted) - Number(a.name === wanted))
    .slice(0, MOST)
    .map((command) => ({ kind: 'command', command }))
}

function newest(thread: DeskThread): number {
  return thread.last?.at ?? thread.openedAt
}
