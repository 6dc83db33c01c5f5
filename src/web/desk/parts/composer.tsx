import { useRef } from 'preact/hooks'
import type { DeskThread } from '../../../adapters/desk/protocol.ts'
import { usePage } from '../hooks.ts'
import { MOD } from '../shortcuts.ts'
import { Icon } from '../icons.tsx'
import type { Attaching } from './attaching.tsx'
import { Attached } from './attaching.tsx'
import { AudienceBar } from './audience-bar.tsx'
import { CompletionList } from './completion-list.tsx'
import { ComposerField } from './composer-field.tsx'
import { Doubt } from './doubt.tsx'
import { Sentence } from './sentence.tsx'
import { useCompletion } from './use-completion.ts'
import type { Composing } from './use-composing.ts'
import { useComposing } from './use-composing.ts'

interface Props {
  readonly thread: DeskThread
  readonly attaching: Attaching
}

/** Where one writes. Its colour, its bar and its button say who will read it. */
export function Composer({ thread, attaching }: Props) {
  const composing = useComposing(thread, attaching)
  const completion = useCompletion(thread, composing)
  const { direction, draft } = composing
  const problem = composing.problem ?? attaching.problem
  return (
    <section class="composer" data-to={direction.to} aria-label="Write">
      {completion.open && (
        <CompletionList
          completion={completion.open}
          chosen={completion.chosen}
          take={composing.write}
        />
      )}
      {composing.changed !== null && (
        <p class="changed" role="alert">
          <Icon name="alert" size={14} /> <span dir="auto">{composing.changed}</span>
        </p>
      )}
      {problem !== null && (
        <p class="problem" role="alert">
          <Sentence text={problem} />
        </p>
      )}
      {composing.doubt !== null && (
        <Doubt composing={composing} visitor={thread.visitor.name} reason={composing.doubt} />
      )}
      <AudienceBar
        direction={direction}
        thread={thread}
        busy={composing.busy}
        switchTo={composing.switchTo}
        join={(command) => void composing.join(command)}
      />
      <ComposerField
        thread={thread}
        composing={composing}
        completion={completion}
        attaching={attaching}
      />
      <Attached
        attaching={attaching}
        files={draft.files}
        remove={(file) => composing.setFiles(draft.files.filter((one) => one.id !== file.id))}
      />
      <Foot composing={composing} thread={thread} attaching={attaching} />
    </section>
  )
}

interface FootProps extends Props {
  readonly composing: Composing
}

function Foot({ composing, thread, attaching }: FootProps) {
  const sendWith = usePage((page) => page.prefs.sendWith)
  const picker = useRef<HTMLInputElement>(null)
  const pick = () => {
    attaching.add([...(picker.current?.files ?? [])])
    if (picker.current) picker.current.value = ''
  }
  return (
    <div class="composer-foot">
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={pick}
      />
      <button
        class="icon-button"
        aria-label="Attach files"
        title="Attach files"
        onClick={() => picker.current?.click()}
      >
        <Icon name="clip" />
      </button>
      <span class="composer-hint">
        <kbd>{sendWith === 'enter' ? 'Enter' : `${MOD} Enter`}</kbd> sends · <kbd>/</kbd> commands ·{' '}
        <kbd>{'//'}</kbd> note
      </span>
      <button
        class="button send"
        disabled={composing.isEmpty || composing.busy}
        aria-busy={composing.busy}
        aria-describedby="audience"
        onClick={composing.send}
      >
        <SendLabel composing={composing} visitor={thread.visitor.name} />
      </button>
    </div>
  )
}

function SendLabel({
  composing: { direction, busy },
  visitor,
}: {
  readonly composing: Composing
  readonly visitor: string
}) {
  if (direction.to === 'nobody')
    return (
      <>
        <Icon name="slash" size={14} /> {busy ? 'Running…' : 'Run command'}
      </>
    )
  if (direction.to === 'team')
    return (
      <>
        <Icon name="lock" size={14} /> Save note
      </>
    )
  return (
    <>
      <Icon name="send" size={14} />{' '}
      <span class="send-words">
        Send to <bdi>{visitor}</bdi>
      </span>
    </>
  )
}
