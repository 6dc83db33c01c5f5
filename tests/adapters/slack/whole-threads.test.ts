import { describe, expect, it } from 'vitest'
import type { Called, Gateway, Wanted } from '../../../src/adapters/slack/gateway.ts'
import { wholeThreads } from '../../../src/adapters/slack/whole-threads.ts'

const ROOT = { channel: 'C1', ts: '1700000000.000100' }
const root = { ts: ROOT.ts }
const reply = { ts: '1700000001.000100', thread_ts: ROOT.ts }
const other = { ts: '1700000002.000100', thread_ts: ROOT.ts }

const page = (
  messages: readonly unknown[],
  more: Readonly<Record<string, unknown>> = {},
): Called => ({
  ok: true,
  data: { messages, has_more: false, ...more },
})
const next = { has_more: true, response_metadata: { next_cursor: 'more' } }
const refusal = (error: string): Called => ({ ok: false, failure: { error } })

/** Threads in a Slack that answers so, one answer after the other, the last for ever. */
function slackThat(...answers: readonly Called[]) {
  const asked: Wanted[] = []
  const gateway: Gateway = {
    async call(wanted) {
      asked.push(wanted)
      return answers[asked.length - 1] ?? answers.at(-1) ?? refusal('fatal_error')
    },
    behind: () => 0,
    upload: () => Promise.reject(new Error('Nothing is uploaded here.')),
    stop: () => Promise.resolve(),
  }
  return { threads: wholeThreads(gateway, new AbortController().signal), asked }
}

async function reads(...answers: readonly Called[]): Promise<readonly string[] | null> {
  const all = await slackThat(...answers).threads.read(ROOT, reply.ts)
  return all && [...all.keys()]
}

describe('a thread that is read as a whole', () => {
  it('has all that stands in it, from as many pages as there are', async () => {
    expect(await reads(page([root, reply], next), page([root, other]))).toEqual([
      root.ts,
      reply.ts,
      other.ts,
    ])
  })

  it('is read once Slack answers', async () => {
    const late: Called = { ok: false, late: 1 }
    const limited: Called = { ok: false, failure: { status: 429, retryAfter: 1 } }
    expect(await reads(late, limited, page([root, reply]))).toEqual([root.ts, reply.ts])
  })

  it('gives way to all other calls', async () => {
    const { threads, asked } = slackThat(page([root]))
    await threads.read(ROOT, reply.ts)
    expect(asked).toMatchObject([{ rank: 'redraw', channel: 'C1', args: { oldest: reply.ts } }])
  })
})

describe('a thread that is not read as a whole is not read at all', () => {
  it.each<[string, readonly Called[]]>([
    ['when Slack refuses', [refusal('thread_not_found')]],
    ['when a later page is refused', [page([root, reply], next), refusal('invalid_cursor')]],
    ['when there is more that nobody can ask for', [page([root, reply], { has_more: true })]],
    ['when there are pages without end', [page([root, reply], next)]],
    ['when a message cannot be read', [page([root, { text: 'no time' }])]],
    ['when the answer is no list', [{ ok: true, data: { messages: null } }]],
    ['when older messages are hidden', [page([root, reply], { is_limited: true })]],
    ['when its first message was deleted', [page([{ ...root, subtype: 'tombstone' }, reply])]],
    ['when its first message is not in it', [page([reply])]],
    ['when there is nothing in it', [page([])]],
  ])('%s', async (_, answers) => {
    expect(await reads(...answers)).toBeNull()
  })
})

describe('a message is gone', () => {
  const asked = (answer: Called) => slackThat(answer).threads.lacks('C1', reply.ts)

  it.each([
    ['when Slack says that there is none', refusal('thread_not_found')],
    ['when its thread comes without it', page([root])],
    ['when nothing comes', page([])],
  ])('%s', async (_, answer) => {
    expect(await asked(answer)).toBe(true)
  })

  it.each([
    ['when it comes', page([root, reply])],
    ['when Slack refuses to say', refusal('not_in_channel')],
    ['when the app was removed', refusal('token_revoked')],
    ['when the answer cannot be read', { ok: true, data: {} } satisfies Called],
  ])('but not %s', async (_, answer) => {
    expect(await asked(answer)).toBe(false)
  })
})
