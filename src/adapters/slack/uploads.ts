import type { MessageId } from '../../conversation/ids.ts'
import type { FileRef, Message } from '../../conversation/message.ts'
import type { Feed, Receipt, Ref, Store } from '../../ports.ts'
import type { Files } from '../files.ts'
import { discardUploads } from './discarding.ts'
import { mayHaveArrived } from './failures.ts'
import type { Called, Gateway } from './gateway.ts'
import { linkPart } from './post-links.ts'
import { parseThread } from './refs.ts'
import type { SlackThread } from './refs.ts'
import { remembered } from '../chats/remembered.ts'
import type { Shares } from './shares.ts'
import { NOTHING_SENT, uploadStates } from './upload-states.ts'
import type { UploadState } from './upload-states.ts'
import { GIVEN_UP, uploadFile, whyNot } from './uploading.ts'

/** Every file is in the thread, or is one of the `left`; or why that is not so yet. */
export type Uploaded =
  | { readonly ok: true; readonly state: UploadState }
  | { readonly ok: false; readonly receipt: Failure }

/** The files of messages as files of Slack's. */
export interface Uploads {
  /** Shows the message's files at the thread's end, as one post under this name, once whatever happens. */
  show(thread: Ref, message: Message, username: string | null): Promise<Uploaded>
  /** How far it has come; null where it was never tried. */
  stateOf(thread: Ref, message: MessageId): Promise<UploadState | null>
  /** Deletes the message's files from Slack, whichever thread shows them. */
  discard(message: MessageId): Promise<Receipt>
}

interface Deps {
  readonly gateway: Gateway
  readonly feed: Pick<Feed, 'get' | 'put'>
  readonly store: Pick<Store, 'link'>
  readonly files: Pick<Files, 'open'>
  readonly shares: Shares
}

interface Job {
  readonly thread: Ref
  readonly root: SlackThread
  readonly message: Message
  readonly username: string | null
}

type Failure = Extract<Receipt, { ok: false }>

const MOST_FAILURES = 4
const NOT_SHOWN = 'Slack has it, but has not shown it yet.'

export function slackUploads({ gateway, feed, store, files, shares }: Deps): Uploads {
  const states = uploadStates(feed)
  const underWay = new Map<string, Promise<Uploaded>>()
  const failures = remembered<number>(5_000)

  function show(thread: Ref, message: Message, username: string | null): Promise<Uploaded> {
    const key = keyOf(thread, message)
    // A try that took too long goes on, and the next one waits for what becomes of it.
    const before = underWay.get(key)
    if (before) return before
    const mine = showOnce(thread, message, username).finally(() => underWay.delete(key))
    underWay.set(key, mine)
    return mine
  }

  async function showOnce(thread: Ref, message: Message, username: string | null) {
    const root = parseThread(thread)
    const state = (await states.get(message.id, thread)) ?? NOTHING_SENT
    if (!root || state.stage === 'done') return { ok: true as const, state }
    const job = { thread, root, message, username }
    if (state.stage === 'sending') return begin(job, state)
    // It may have been shown already, and nobody knows.
    const ts = await shares.find(firstOf(state), root)
    if (ts !== null) return finished(job, { ...state, ts })
    return shares.isStopped() ? LATER : complete(job, state, true)
  }

  async function begin(job: Job, before: UploadState): Promise<Uploaded> {
    const sent = await sendAll(job, before)
    if (!sent.ok) return sent
    const { state } = sent
    return state.sent.length === 0 ? finished(job, state) : complete(job, state, false)
  }

  async function sendAll(job: Job, before: UploadState): Promise<Uploaded> {
    const { thread, message } = job
    let state = before
    for (const file of message.content.files) {
      if ([...state.sent, ...state.left].some((one) => one.file === file.id)) continue
      const sent = await uploadFile({ gateway, files }, file)
      if ('receipt' in sent) return failed(job, state, sent.receipt)
      state = await states.set(message.id, thread, withFile(state, file, sent))
    }
    return { ok: true, state }
  }

  /** `again`: it was asked for before. Slack takes that once: a refusal then may mean that it is done. */
  async function complete(job: Job, before: UploadState, again: boolean): Promise<Uploaded> {
    const { thread, root, message, username } = job
    const state = await states.set(message.id, thread, { ...before, stage: 'completing' })
    const called = await gateway.call({
      method: 'files.completeUploadExternal',
      channel: root.channel,
      args: {
        files: state.sent.map(({ file, id }) => ({ id, title: titleOf(message, file) })),
        channel_id: root.channel,
        thread_ts: root.ts,
        ...(username === null ? {} : { username }),
      },
    })
    if (!called.ok) return notCompleted(job, state, again, called)
    const ts = await shares.find(firstOf(state), root)
    if (ts !== null) return finished(job, { ...state, ts })
    return shares.isStopped() ? LATER : finished(job, withLinks(state, NOT_SHOWN))
  }

  async function notCompleted(
    job: Job,
    state: UploadState,
    again: boolean,
    called: Extract<Called, { ok: false }>,
  ): Promise<Uploaded> {
    const why = whyNot(called)
    const failure = 'failure' in called ? called.failure : null
    if (failure?.error === 'file_not_found' && !again) {
      const receipt = { ok: false, kind: 'retry', reason: GIVEN_UP } as const
      return failed(job, { ...state, stage: 'sending', sent: [] }, receipt)
    }
    if ('reason' in why) return finished(job, withLinks(state, why.reason))
    const isDoubtful = again || (failure !== null && mayHaveArrived(failure))
    return failed(job, isDoubtful ? state : { ...state, stage: 'sending' }, why.receipt)
  }

  async function finished({ thread, root, message }: Job, state: UploadState): Promise<Uploaded> {
    failures.delete(keyOf(thread, message))
    if (state.ts !== null) await linkPart(store, { channel: root.channel, ts: state.ts }, message)
    return { ok: true, state: await states.set(message.id, thread, { ...state, stage: 'done' }) }
  }

  /** Not now; but the words that come after it do not wait for a file for ever. */
  async function failed(job: Job, state: UploadState, receipt: Failure): Promise<Uploaded> {
    const { thread, message } = job
    await states.set(message.id, thread, state)
    // While Slack says when it wants to be asked again, nothing is wrong.
    if (receipt.kind !== 'retry' || receipt.untried || receipt.after !== undefined)
      return { ok: false, receipt }
    const count = (failures.get(keyOf(thread, message)) ?? 0) + 1
    failures.set(keyOf(thread, message), count)
    if (count < MOST_FAILURES) return { ok: false, receipt }
    return finished(job, allAsLinks(message, state))
  }

  return {
    show,
    stateOf: (thread, message) => states.get(message, thread),
    async discard(message) {
      const threads = await states.all(message)
      const receipt = await discardUploads(gateway, threads)
      if (receipt.ok && Object.keys(threads).length > 0) await states.forget(message)
      return receipt
    },
  }
}

const LATER: Uploaded = {
  ok: false,
  receipt: { ok: false, kind: 'retry', reason: 'Greenroom is being stopped.' },
}

function keyOf(thread: Ref, { id }: Message): string {
  return `${thread} ${id}`
}

function firstOf({ sent }: UploadState): string {
  return sent[0]?.id ?? ''
}

function titleOf({ content }: Message, id: FileRef['id']): string {
  return content.files.find((file) => file.id === id)?.name ?? ''
}

function withFile(
  state: UploadState,
  { id: file }: FileRef,
  sent: { readonly id: string } | { readonly reason: string },
): UploadState {
  return 'id' in sent
    ? { ...state, sent: [...state.sent, { file, id: sent.id }] }
    : { ...state, left: [...state.left, { file, reason: sent.reason }] }
}

/** What was sent is a link all the same. */
function withLinks(state: UploadState, reason: string): UploadState {
  return { ...state, left: [...state.left, ...state.sent.map(({ file }) => ({ file, reason }))] }
}

function allAsLinks({ content }: Message, state: UploadState): UploadState {
  const others = content.files.filter(({ id }) => !state.left.some(({ file }) => file === id))
  const left = others.map(({ id: file }) => ({ file, reason: GIVEN_UP }))
  return { ...state, left: [...state.left, ...left] }
}
