import { useState } from 'preact/hooks'
import type { DeskButton, DeskThread } from '../../../adapters/desk/protocol.ts'
import { useDesk, usePage } from '../hooks.ts'
import { Icon, PriorityBars } from '../icons.tsx'
import { movedWords } from '../moved.ts'
import { momentOf } from '../times.ts'
import { AboutFact } from './about-fact.tsx'
import { CardPick } from './card-pick.tsx'
import { Face } from './face.tsx'
import { InboxDot } from './inbox-dot.tsx'
import { WaitClock } from './wait-clock.tsx'

const STATUS = { waiting: 'Waiting', claimed: 'Claimed', snoozed: 'Snoozed', closed: 'Closed' }

/** The live card at the head of a thread. */
export function Card({ thread }: { readonly thread: DeskThread }) {
  const desk = useDesk()
  return (
    <header class="card">
      <div class="card-top">
        <button
          class="icon-button only-narrow"
          aria-label="Back to the list"
          onClick={() => desk.show(null)}
        >
          <Icon name="back" />
        </button>
        <InboxDot inbox={thread.inbox} />
        <h2 class="card-name">
          <bdi>{thread.visitor.name}</bdi>
        </h2>
        {thread.visitor.verified && (
          <span class="verified" title="The site vouches for who this is">
            <Icon name="verified" />
            <span class="hidden">Verified</span>
          </span>
        )}
        <span class="card-space" />
        {thread.waitingSince !== null && thread.status !== 'closed' && !thread.movedTo && (
          <WaitClock since={thread.waitingSince} />
        )}
        <button
          class="icon-button only-mid"
          aria-label="About this visitor"
          onClick={() => desk.drawer('panel')}
        >
          <Icon name="panel" />
        </button>
      </div>
      <div class="card-facts">
        <span class="card-number">#{thread.number}</span>
        <Status thread={thread} />
        <Assignee thread={thread} />
        <DueFact thread={thread} />
        {thread.priority !== 'normal' && (
          <span class={`fact priority-${thread.priority}`}>
            <PriorityBars level={thread.priority} /> <span class="hidden">Priority </span>
            {thread.priority}
          </span>
        )}
        {thread.rule !== undefined && (
          <span class="fact quiet" title="/why says more">
            <span>
              Routed by “<bdi>{thread.rule}</bdi>”
            </span>
          </span>
        )}
        <AboutFact thread={thread} />
        {thread.outcome !== null && <span class="fact">Outcome: {thread.outcome}</span>}
        {thread.tags.map((tag) => (
          <span class="tag" key={tag}>
            <Icon name="tag" size={12} /> <bdi>{tag}</bdi>
          </span>
        ))}
      </div>
      <Buttons thread={thread} />
    </header>
  )
}

function Status({ thread }: { readonly thread: DeskThread }) {
  const desk = useDesk()
  const moved = movedWords(thread)
  if (moved !== null) return <span class="status status-closed">{moved}</span>
  return (
    <span class={`status status-${thread.status}`}>
      {STATUS[thread.status]}
      {thread.status === 'snoozed' &&
        thread.snoozedUntil !== null &&
        ` until ${momentOf(thread.snoozedUntil, desk.now())}`}
    </span>
  )
}

function DueFact({ thread: { due, movedTo } }: { readonly thread: DeskThread }) {
  const desk = useDesk()
  if (!due || movedTo) return null
  const isLate = due.at <= desk.now()
  return (
    <span class={isLate ? 'fact fact-late' : 'fact'}>
      <span>
        {due.before} {momentOf(due.at, desk.now())} <bdi>{due.after}</bdi>
      </span>
    </span>
  )
}

function Assignee({ thread }: { readonly thread: DeskThread }) {
  const mine = usePage((page) => page.desk.world?.me.id)
  const members = usePage((page) => page.desk.world?.members)
  const beside = thread.joined.filter((id) => id !== thread.assignee?.id)
  const names = beside.map((id) =>
    id === mine ? 'you' : (members?.find((one) => one.id === id)?.name ?? 'someone'),
  )
  if (!thread.assignee && names.length === 0) return <span class="fact quiet">Nobody has it</span>
  return (
    <span class="fact">
      {thread.assignee && (
        <>
          <Face name={thread.assignee.name} picture={thread.assignee.picture} size={18} />
          <span class="hidden">With </span>
          <bdi>{thread.assignee.id === mine ? 'You' : thread.assignee.name}</bdi>
        </>
      )}
      {names.length > 0 && (
        <span class="quiet">
          with <bdi>{names.join(', ')}</bdi>
        </span>
      )}
    </span>
  )
}

function Buttons({ thread }: { readonly thread: DeskThread }) {
  if (thread.buttons.length === 0) return null
  return (
    <fieldset class="card-buttons" aria-label="What you can do">
      {thread.buttons.map((button) =>
        button.pick ? (
          <CardPick key={button.command} thread={thread} button={button} pick={button.pick} />
        ) : (
          <CardButton key={button.command} thread={thread} button={button} />
        ),
      )}
    </fieldset>
  )
}

function CardButton({
  thread,
  button,
}: {
  readonly thread: DeskThread
  readonly button: DeskButton
}) {
  const desk = useDesk()
  const [busy, setBusy] = useState(false)
  const command = usePage((page) =>
    page.desk.world?.commands.find((one) => one.name === button.command),
  )
  const press = async () => {
    if (button.form && command) {
      const danger = button.style === 'danger'
      return desk.open({ kind: 'form', thread: thread.id, command, label: button.label, danger })
    }
    setBusy(true)
    await desk.press(thread.id, button.command)
    setBusy(false)
  }
  return (
    <button
      class={`button button-${button.style}`}
      aria-busy={busy}
      disabled={busy}
      title={command?.summary}
      onClick={() => void press()}
    >
      {button.label}
      {button.form && '…'}
    </button>
  )
}
