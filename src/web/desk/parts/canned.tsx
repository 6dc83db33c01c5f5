import { useState } from 'preact/hooks'
import type { DeskInbox } from '../../../adapters/desk/protocol.ts'
import { useDesk } from '../hooks.ts'
import { focusComposer } from '../shortcuts.ts'

const SHOWN = 30

/** Replies that were written before, to be made one's own. */
export function Canned({
  thread,
  canned,
}: {
  readonly thread: string
  readonly canned: DeskInbox['canned']
}) {
  const desk = useDesk()
  const [wanted, setWanted] = useState('')
  const found = canned.filter(({ name, text }) =>
    `${name} ${text}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  )
  const insert = (text: string) => {
    const drafts = desk.drafts()
    const held = drafts.get(thread).text
    drafts.set(thread, { text: held.trim() === '' ? text : `${held.trimEnd()}\n${text}` })
    desk.drawer(null)
    focusComposer()
  }
  return (
    <section class="panel-part">
      <h3 id="canned-title">Canned replies</h3>
      <input
        class="field"
        type="search"
        aria-label="Search canned replies"
        placeholder="Search…"
        value={wanted}
        onInput={(event) => setWanted(event.currentTarget.value)}
      />
      <ul class="canned" aria-labelledby="canned-title">
        {found.slice(0, SHOWN).map((reply) => (
          <li key={reply.name}>
            <button
              class="canned-reply"
              onClick={() => insert(reply.text)}
              title="Put it into the composer"
            >
              <bdi class="canned-name">{reply.name}</bdi>
              <span class="canned-text" dir="auto">
                {reply.text}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="quiet">No canned reply has these words.</p>}
    </section>
  )
}
