import type { FakeSlack, User } from '../../../tests/support/slack/fake-slack.ts'
import { stringAt } from '../../../tests/support/slack/json.ts'
import type { JsonObject } from '../../../tests/support/slack/json.ts'
import { isObject } from '../../../tests/support/slack/json.ts'
import type { MessageRef } from '../../../tests/support/slack/model.ts'
import { linesOf } from './protocol.ts'
import type { FromWorkspace } from './protocol.ts'
import { guestIn, guestOn } from './reading.ts'

interface Thread {
  readonly guest: string
  readonly root: MessageRef
  readonly agent: User
  readonly bystander: User
  isClaimed: boolean
  /** What each of the visitor's posts says, by its `ts`. */
  readonly posts: Map<string, string>
  /** Words that nobody answered yet. */
  readonly unanswered: string[]
  isAnswering: boolean
  answers: number
}

/** Between two answers in one thread: nobody types faster. */
const TYPING = 300
const PRESS_AGAIN = 400
const QUOTED = 80
/** Every so manyeth thread has notes in it, too. */
const NOTED = 4
export const AMONG_US = 'Among us:'

/** The team in Slack: each new card is claimed by the next of them, and each of its visitor's posts answered once. */
export function agentsIn(
  slack: FakeSlack,
  handles: readonly string[],
  tell: (message: FromWorkspace) => void,
): void {
  const threads = new Map<string, Thread>()

  slack.watches((event) => {
    if (event['type'] !== 'message') return
    const channel = stringAt(event, 'channel') ?? ''
    if (event['subtype'] === 'message_changed') changed(event['message'])
    else if (typeof event['ts'] === 'string' && !isObject(event['message'])) posted(channel, event)
  })

  function posted(channel: string, event: JsonObject) {
    const ts = stringAt(event, 'ts') ?? ''
    const thread = threads.get(stringAt(event, 'thread_ts') ?? '')
    if (thread && guestIn(stringAt(event, 'username') ?? '') === thread.guest)
      return hear(thread, ts)
    const guest =
      event['app_id'] === slack.appId ? guestOn(slack.channel(channel).message(ts).text) : null
    if (guest !== null && event['thread_ts'] === undefined) begin(guest, { channel, ts })
  }

  function changed(message: unknown) {
    const ts = stringAt(message, 'ts') ?? ''
    const card = threads.get(ts)
    if (card) return look(card)
    const thread = threads.get(stringAt(message, 'thread_ts') ?? '')
    if (thread?.posts.has(ts)) hear(thread, ts)
  }

  function begin(guest: string, root: MessageRef) {
    const at = threads.size
    const thread: Thread = {
      guest,
      root,
      agent: person(at),
      bystander: person(at + 1),
      isClaimed: false,
      posts: new Map(),
      unanswered: [],
      isAnswering: false,
      answers: 0,
    }
    threads.set(root.ts, thread)
    claim(thread, at).catch(fault)
  }

  function person(at: number): User {
    return slack.user(handles[at % handles.length] ?? '')
  }

  async function claim({ agent, bystander, root }: Thread, at: number) {
    // Who has not joined speaks to the team alone.
    if (at % NOTED === 0) await says(bystander, root, `${AMONG_US} who takes this one?`)
    for (;;) {
      const { acknowledged } = await agent.presses(root, 'Claim')
      if (acknowledged) return
      await pause(PRESS_AGAIN)
    }
  }

  function look(thread: Thread) {
    const { root, agent } = thread
    const { text } = slack.channel(root.channel).message(root)
    if (!text.includes(`${agent.name} has it`)) return
    thread.isClaimed = true
    answer(thread)
  }

  function hear(thread: Thread, ts: string) {
    const { text } = slack.channel(thread.root.channel).message(ts)
    if (thread.posts.get(ts) === text) return
    thread.posts.set(ts, text)
    thread.unanswered.push(text)
    tell({
      type: 'heard',
      guest: thread.guest,
      lines: [...thread.posts.values()].flatMap(linesOf),
      unanswered: thread.unanswered.length,
    })
    answer(thread)
  }

  function answer(thread: Thread) {
    if (!thread.isClaimed || thread.isAnswering) return
    thread.isAnswering = true
    answerAll(thread)
      .catch(fault)
      .finally(() => {
        thread.isAnswering = false
        if (thread.unanswered.length > 0) answer(thread)
      })
  }

  async function answerAll(thread: Thread) {
    const { guest, root, agent, unanswered } = thread
    for (let words = unanswered[0]; words !== undefined; words = unanswered[0]) {
      thread.answers += 1
      const text = `Answer ${thread.answers} to ${guest}: “${quoted(words)}”`
      await says(agent, root, text)
      unanswered.shift()
      tell({ type: 'said', guest, text, unanswered: unanswered.length })
      await pause(TYPING)
      if (thread.answers % NOTED === 0) await says(agent, root, `// ${AMONG_US} this is easy`)
    }
  }

  async function says(who: User, root: MessageRef, text: string) {
    await who.says(root.channel, text, { thread: root })
  }

  function fault(error: unknown) {
    tell({ type: 'fault', sentence: `An agent stumbled: ${String(error)}` })
  }
}

/** Letters and digits alone: in Slack other signs would be formatting. */
function quoted(words: string): string {
  return words
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, QUOTED)
}

async function pause(ms: number) {
  await new Promise((resolve) => setTimeout(resolve, ms))
}
