import type { DeskThread } from '../../../adapters/desk/protocol.ts'
import { aboutInShort, aboutLine } from '../../../conversation/about.ts'
import { usePage } from '../hooks.ts'

/** What the conversation is about, as far as anybody knows. */
export function AboutFact({ thread }: { readonly thread: DeskThread }) {
  const sure = usePage((page) => page.desk.world?.sure)
  const line = sure === undefined ? null : aboutLine(thread, sure)
  if (line === null) return null
  return (
    <span class="fact" title="/why says more">
      <span>
        <span class="hidden">About: </span>
        <bdi>{line}</bdi>
      </span>
    </span>
  )
}

/** The same in a word or two, for the list. */
export function AboutTag({ thread }: { readonly thread: DeskThread }) {
  const sure = usePage((page) => page.desk.world?.sure)
  const word = sure === undefined ? null : aboutInShort(thread, sure)
  if (word === null) return null
  return (
    <bdi class="row-about" title={word}>
      {word}
    </bdi>
  )
}
