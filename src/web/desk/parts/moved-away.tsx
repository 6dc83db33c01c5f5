import type { DeskThread } from '../../../adapters/desk/protocol.ts'
import { Icon } from '../icons.tsx'
import { movedWords } from '../moved.ts'

/** In the composer's place, of a conversation that goes on elsewhere: where, and the way there. */
export function MovedAway({ thread }: { readonly thread: DeskThread }) {
  return (
    <section class="moved-away" aria-label="Moved">
      <Icon name="send" size={14} />
      <span>
        <strong>{movedWords(thread)}</strong>: it goes on there, and nothing can be written here.
      </span>
      {thread.movedTo?.map(
        ({ name, link }) =>
          link !== null && (
            <a key={name} class="button" href={link} target="_blank" rel="noreferrer">
              Open in {name}
            </a>
          ),
      )}
    </section>
  )
}
