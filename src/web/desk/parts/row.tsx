import type { DeskThread } from '../../../adapters/desk/protocol.ts'
import { still, useDesk, usePage } from '../hooks.ts'
import { Icon, PriorityBars } from '../icons.tsx'
import { movedWords } from '../moved.ts'
import { isUnread } from '../page.ts'
import { cornerTime, momentOf } from '../times.ts'
import { AboutTag } from './about-fact.tsx'
import { Face } from './face.tsx'
import { InboxDot } from './inbox-dot.tsx'
import { WaitClock } from './wait-clock.tsx'

interface Props {
  readonly thread: DeskThread
  readonly isCurrent: boolean
}

/** One thread in the list: who, what, since when, whose. */
export const Row = still(({ thread, isCurrent }: Props) => {
  const desk = useDesk()
  const unread = usePage((page) => isUnread(page, thread))
  return (
    <button
      class="row"
      data-unread={unread}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={() => desk.show(thread.id)}
    >
      <span class="row-top">
        <InboxDot inbox={thread.inbox} />
        <bdi class="row-name">{thread.visitor.name}</bdi>
        {unread && (
          <span class="row-unread">
            <span class="hidden">Unread</span>
          </span>
        )}
        <span class="row-corner">
          <Corner thread={thread} now={desk.now()} />
        </span>
      </span>
      <span class="row-snippet">{movedWords(thread) ?? <Snippet thread={thread} />}</span>
      <span class="row-foot">
        <span>#{thread.number}</span>
        <AboutTag thread={thread} />
        {thread.priority !== 'normal' && (
          <span class={`row-priority priority-${thread.priority}`}>
            <PriorityBars level={thread.priority} /> {thread.priority}
          </span>
        )}
        {thread.tags.slice(0, 2).map((tag) => (
          <bdi key={tag} class="row-tag">
            {tag}
          </bdi>
        ))}
        <span class="row-assignee">
          {thread.assignee ? (
            <>
              <span class="hidden">{`With ${thread.assignee.name}`}</span>
              <Face name={thread.assignee.name} picture={thread.assignee.picture} size={18} />
            </>
          ) : (
            thread.status === 'waiting' && !thread.movedTo && <span class="nobody">unclaimed</span>
          )}
        </span>
      </span>
    </button>
  )
})

function Corner({ thread, now }: { readonly thread: DeskThread; readonly now: number }) {
  if (thread.movedTo) return <>{cornerTime(thread.last?.at ?? thread.openedAt, now)}</>
  if (thread.status === 'snoozed' && thread.snoozedUntil !== null) {
    return (
      <span class="until">
        <Icon name="snoozed" size={12} /> {momentOf(thread.snoozedUntil, now)}
      </span>
    )
  }
  if (thread.waitingSince !== null && thread.status !== 'closed')
    return <WaitClock since={thread.waitingSince} />
  return <>{cornerTime(thread.last?.at ?? thread.openedAt, now)}</>
}

function Snippet({ thread: { last, whisper } }: { readonly thread: DeskThread }) {
  if (whisper && whisper.at > (last?.at ?? 0)) {
    return (
      <>
        <span class="row-note">
          <Icon name="lock" size={12} />
        </span>{' '}
        <bdi>{whisper.by}</bdi> whispers to you
      </>
    )
  }
  if (!last) return <>No messages yet</>
  const text = last.text.trim() === '' ? 'A file' : last.text
  if (last.kind === 'visitor') return <bdi>{text}</bdi>
  return (
    <>
      {last.kind === 'note' && (
        <span class="row-note">
          <Icon name="lock" size={12} />
          <span class="hidden">Note by</span>{' '}
        </span>
      )}
      <bdi>{last.by}</bdi>: <bdi>{text}</bdi>
    </>
  )
}
