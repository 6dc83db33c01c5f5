import type { Clock, Ref, Store } from '../../ports.ts'
import { comparing } from '../chats/missed-changes.ts'
import type { Written } from '../chats/missed-changes.ts'
import type { Taking } from '../chats/taking.ts'
import { eventArriving } from './arriving.ts'
import type { Gateway } from './gateway.ts'
import type { Self } from './heard.ts'
import type { SlackPeople } from './people.ts'
import { isLater, parsePosts, parseThread } from './refs.ts'
import type { SlackThread } from './refs.ts'
import { handPosted } from './source-ids.ts'
import { wholeThreads } from './whole-threads.ts'
import type { StandingMessage } from './whole-threads.ts'

interface Deps {
  readonly store: Pick<Store, 'list' | 'thread' | 'history' | 'shown' | 'taken'>
  readonly gateway: Gateway
  readonly people: Pick<SlackPeople, 'meet' | 'userOf'>
  readonly taking: Pick<Taking, 'keep'>
  readonly self: () => Self | null
  readonly clock: Clock
}

/** Finds what agents edited and deleted in Slack while nobody heard it: it is kept as if Slack had told of it. */
export function missedChanges(deps: Deps) {
  const { store, people, taking, clock } = deps
  const ending = new AbortController()
  const threads = wholeThreads(deps.gateway, ending.signal)
  const changes = comparing<SlackThread, StandingMessage>({
    chat: 'slack',
    store,
    clock,
    parseThread,
    writtenIn,
    isLater,
    read: threads.read,
    lacks: ({ channel }, ts) => threads.lacks(channel, ts),
    keepEdit,
    keepRemoval,
    ending: ending.signal,
  })

  async function writtenIn(root: SlackThread, shown: Ref): Promise<string | null> {
    const posts = parsePosts(shown)
    if (posts?.channel !== root.channel || !isLater(posts.posts[0], root.ts)) return null
    return (await handPosted(store, posts)) ? posts.posts[0] : null
  }

  async function keepEdit({ channel }: SlackThread, message: StandingMessage, since: number) {
    const at = message.edited?.ts
    if (at === undefined || !isLater(at, `${Math.floor(since / 1000)}.000000`)) return
    await keep({
      subtype: 'message_changed',
      channel,
      message: { ...message, type: 'message' },
      event_ts: at,
    })
  }

  async function keepRemoval(root: SlackThread, { id: ts, by }: Written): Promise<void> {
    await people.meet([by])
    const user = people.userOf(by)
    if (user === null) return
    await keep({
      subtype: 'message_deleted',
      channel: root.channel,
      deleted_ts: ts,
      previous_message: { type: 'message', user, ts, thread_ts: root.ts },
      event_ts: `${Math.floor(clock.now() / 1000)}.000000`,
    })
  }

  async function keep(event: Readonly<Record<string, unknown>>): Promise<void> {
    const self = deps.self()
    const arrived = self && eventArriving({ ...event, type: 'message' }, self)
    if (arrived?.do === 'keep') await taking.keep(arrived.event)
  }

  return {
    /** Compares what is held with what stands in Slack; once more if it is asked for meanwhile. */
    run: changes.run,
    async stop(): Promise<void> {
      ending.abort()
      await changes.stop()
    },
  }
}
