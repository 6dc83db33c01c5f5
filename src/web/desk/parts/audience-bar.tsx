import type { DeskButton, DeskThread } from '../../../adapters/desk/protocol.ts'
import type { Direction } from '../audience.ts'
import { Icon } from '../icons.tsx'

interface Props {
  readonly direction: Direction
  readonly thread: DeskThread
  readonly busy: boolean
  switchTo(audience: 'reply' | 'note'): void
  /** Takes what stands between this member and replying. */
  join(command: string): void
}

const WHY = {
  'not-joined': 'You have not joined',
  closed: 'This is closed',
  'reads-only': 'Creators read along',
  chosen: '',
  begun: 'Begun as a note',
  slashes: '// makes it a note',
}

/** Who reads what is typed: always in sight, always right, and what Enter does. */
export function AudienceBar({ direction, thread, busy, switchTo, join }: Props) {
  const isBarred =
    direction.to === 'team' && ['not-joined', 'closed', 'reads-only'].includes(direction.because)
  const way = isBarred ? wayIn(thread.buttons) : undefined
  return (
    <div class="audience">
      <output class="audience-words" id="audience">
        <Words direction={direction} visitor={thread.visitor.name} />
      </output>
      {way && (
        <button
          class="button button-small audience-join"
          disabled={busy}
          onClick={() => join(way.command)}
        >
          {way.label} to reply
        </button>
      )}
      {!isBarred && direction.to !== 'nobody' && (
        <Toggle audience={direction.to === 'visitor' ? 'reply' : 'note'} switchTo={switchTo} />
      )}
    </div>
  )
}

function Words({
  direction,
  visitor,
}: {
  readonly direction: Direction
  readonly visitor: string
}) {
  if (direction.to === 'nobody') {
    return (
      <>
        <Icon name="slash" />
        <span>
          <strong>Command</strong> <span class="audience-why">Nobody is sent this</span>
        </span>
      </>
    )
  }
  if (direction.to === 'visitor') {
    return (
      <>
        <Icon name="send" />
        <span>
          <strong>
            To <bdi>{visitor}</bdi> (visitor)
          </strong>{' '}
          — everyone sees it
        </span>
      </>
    )
  }
  const why = WHY[direction.because]
  return (
    <>
      <Icon name="lock" />
      <span>
        <strong>Note</strong> — only the team sees this
        {why !== '' && <span class="audience-why">{why}</span>}
      </span>
    </>
  )
}

/** The button that lets this member reply, the gentlest first. */
function wayIn(buttons: readonly DeskButton[]): DeskButton | undefined {
  return ['claim', 'join', 'takeover', 'reopen']
    .map((command) => buttons.find((button) => button.command === command && !button.form))
    .find((button) => button !== undefined)
}

function Toggle({
  audience,
  switchTo,
}: {
  readonly audience: 'reply' | 'note'
  switchTo(audience: 'reply' | 'note'): void
}) {
  return (
    <fieldset class="segments audience-toggle">
      <legend class="hidden">Who reads it</legend>
      <label>
        <input
          type="radio"
          name="audience"
          checked={audience === 'reply'}
          onChange={() => switchTo('reply')}
        />
        <span>Reply</span>
      </label>
      <label>
        <input
          type="radio"
          name="audience"
          checked={audience === 'note'}
          onChange={() => switchTo('note')}
        />
        <span>Note</span>
      </label>
    </fieldset>
  )
}
