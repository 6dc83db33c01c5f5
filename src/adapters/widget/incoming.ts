import type { MessageId, VisitorId } from '../../conversation/ids.ts'
import { isEmpty, MAX_TEXT, textContent, type FileRef } from '../../conversation/message.ts'
import type { Answer, Arrival, Coordination, Sender, Store, VisitorInbox } from '../../ports.ts'
import type { Files } from '../files.ts'
import { inWords } from '../sentences.ts'
import type { WidgetDoor } from './door.ts'
import { networkLimits, type Limits } from './limits.ts'
import type { ClientFrame, ClientSend } from './protocol.ts'
import type { Roster } from './visitors.ts'

/** Who speaks, and from which network. */
export interface Speaker {
  readonly door: WidgetDoor
  readonly visitor: VisitorId
  readonly ip: string
}

/** What became of something written. `wait`: how long until it may be tried again, in ms. */
export type Written =
  | { readonly ok: true; readonly message: string }
  | { readonly ok: false; readonly sentence: string; readonly wait?: number }

export type Writing = Extract<ClientFrame, { type: 'send' | 'edit' | 'remove' | 'react' }>
export type Incoming = ReturnType<typeof createIncoming>

interface Deps {
  readonly inbox: () => VisitorInbox
  readonly roster: Roster
  readonly store: Pick<Store, 'message'>
  readonly files: Files
  readonly coordination: Coordination
  readonly limits: Limits
}

/** How soon to try again when the road is full (ms). */
const BUSY = 5_000

/** What visitors write, checked and brought onto the road; each resolves when it is durable or refused. */
export function createIncoming({ inbox, roster, store, files, coordination, limits }: Deps) {
  async function write(speaker: Speaker, frame: Writing): Promise<Written> {
    const wait = await mustWait(speaker)
    if (wait !== null) return tooFast(wait)
    switch (frame.type) {
      case 'send':
        return send(speaker, frame)
      case 'edit':
      case 'remove':
        return change(speaker, frame)
      case 'react':
        return react(speaker, frame)
    }
  }

  async function send(speaker: Speaker, { id, text, files: ids }: ClientSend): Promise<Written> {
    if (text.length > MAX_TEXT) return tooLong(text)
    if (ids.length > limits.files) return refused(`A message takes at most ${limits.files} files.`)
    const attached = await files.find(
      ids,
      ({ inbox, by }) =>
        inbox === speaker.door.inbox.id && by.kind === 'visitor' && by.id === speaker.visitor,
    )
    if (!attached) return refused('A file of this message is not here any more. Add it again.')
    const content = textContent(text, attached)
    if (isEmpty(content)) return refused('There is nothing in this message yet.')
    return arrive(speaker, id, (from, source) => ({ from, id: source, kind: 'message', content }))
  }

  async function change(
    speaker: Speaker,
    frame: Extract<Writing, { type: 'edit' | 'remove' }>,
  ): Promise<Written> {
    const target = await store.message(frame.message as MessageId)
    if (target?.by.kind !== 'visitor' || target.by.id !== speaker.visitor) {
      return refused('Only what you wrote yourself can be changed.')
    }
    const message = target.id
    if (frame.type === 'remove') {
      return arrive(speaker, frame.id, (from, id) => ({ from, id, kind: 'remove', message }))
    }
    return edit(speaker, frame, message, target.content.files)
  }

  async function edit(
    speaker: Speaker,
    { id, text }: { readonly id: string; readonly text: string },
    message: MessageId,
    kept: readonly FileRef[],
  ): Promise<Written> {
    if (text.length > MAX_TEXT) return tooLong(text)
    const content = textContent(text, kept)
    if (isEmpty(content))
      return refused('There would be nothing left of it. Remove the message instead.')
    return arrive(speaker, id, (from, source) => ({
      from,
      id: source,
      kind: 'edit',
      message,
      content,
    }))
  }

  function react(
    speaker: Speaker,
    { id, message, emoji, on }: Extract<Writing, { type: 'react' }>,
  ): Promise<Written> {
    return arrive(speaker, id, (from, source) => ({
      from,
      id: source,
      kind: 'react',
      message: message as MessageId,
      emoji,
      on,
    }))
  }

  async function arrive(
    { door, visitor, ip }: Speaker,
    id: string,
    arrival: (from: Sender, id: string) => Arrival,
  ): Promise<Written> {
    const from = await roster.sender(door, visitor, ip)
    if (!from) return tooManyNew
    return written(await inbox().arrived(arrival(from, `${visitor}:${id}`)), id)
  }

  /** How long until the next message is taken (ms), or null when it is now. */
  async function mustWait({ door, visitor, ip }: Speaker): Promise<number | null> {
    const { messages_per_minute: perMinute, burst } = door.limits
    const may =
      (await coordination.take(`widget write ${visitor}`, { burst, perMinute })) &&
      (await coordination.take(`widget write ${door.inbox.id} ${ip}`, networkLimits(door).messages))
    return may ? null : 60_000 / perMinute
  }

  /** Refuses when this visitor, or their network, has uploaded too much of late. */
  async function mayUpload({ door, visitor, ip }: Speaker): Promise<Written> {
    const perMinute = door.limits.files_per_minute
    const may =
      (await coordination.take(`widget file ${visitor}`, { burst: perMinute, perMinute })) &&
      (await coordination.take(`widget file ${door.inbox.id} ${ip}`, networkLimits(door).files))
    return may ? { ok: true, message: '' } : tooFast(60_000 / perMinute)
  }

  return { write, mayUpload }
}

function written(answer: Answer, id: string): Written {
  if (answer.ok) return { ok: true, message: answer.message ?? id }
  const { code, sentence } = answer.refusal
  return code === 'busy' ? { ok: false, sentence, wait: BUSY } : refused(sentence)
}

function refused(sentence: string): Written {
  return { ok: false, sentence }
}

function tooFast(wait: number): Written {
  return { ok: false, wait, sentence: `That was a lot at once. Try again in ${inWords(wait)}.` }
}

function tooLong(text: string): Written {
  const [most, length] = [MAX_TEXT, text.length].map((count) => count.toLocaleString('en'))
  return refused(`A message takes at most ${most} characters; this one has ${length}.`)
}

const tooManyNew: Written = {
  ok: false,
  wait: 3_600_000,
  sentence: 'Too many people have started a chat from your network. Try again in an hour.',
}
