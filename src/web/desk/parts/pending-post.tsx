import { useDesk } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import type { PendingSay } from '../pending.ts'

/** Words on their way to the server; refused ones stay until their writer decides. */
export function PendingPost({
  say,
  visitor,
}: {
  readonly say: PendingSay
  readonly visitor: string
}) {
  const { frame, state, error } = say
  const isStuck = state === 'refused' || state === 'stopped'
  return (
    <article
      class={`post post-${frame.showed} post-pending`}
      data-first="true"
      data-mine="true"
      aria-label="On its way"
    >
      {frame.showed === 'note' && (
        <header class="author">
          <span class="note-mark">
            <Icon name="lock" size={13} /> Note · only the team sees this
          </span>
        </header>
      )}
      <div class="bubble">
        <p class="content" dir="auto">
          {frame.text.slice(0, 2_000)}
        </p>
        {frame.files.length > 0 && <p class="quiet">{frame.files.length} attached</p>}
      </div>
      {isStuck ? (
        <Stuck say={say} error={error ?? 'Not sent.'} visitor={visitor} />
      ) : (
        <p class="state">
          <span class="spinner" aria-hidden="true" /> Sending…
        </p>
      )}
    </article>
  )
}

interface StuckProps {
  readonly say: PendingSay
  readonly error: string
  readonly visitor: string
}

function Stuck({ say, error, visitor }: StuckProps) {
  const desk = useDesk()
  const { id, thread, text } = say.frame
  const rewrite = () => {
    const draft = desk.drafts().get(thread)
    desk.drafts().set(thread, { text: draft.text === '' ? text : `${draft.text}\n${text}` })
    desk.discard(id)
  }
  return (
    <p class="state state-failed">
      <Icon name="alert" size={13} />
      <span dir="auto">{error}</span>
      <button class="button button-small" onClick={rewrite}>
        Back to the composer
      </button>
      {say.state === 'stopped' && (
        <button class="button button-small" onClick={() => desk.release(id)}>
          {say.frame.showed === 'reply' ? `Send to ${visitor}` : 'Save note'}
        </button>
      )}
      <button class="button button-small" onClick={() => desk.discard(id)}>
        Discard
      </button>
    </p>
  )
}
