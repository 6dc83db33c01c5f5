import { isObject, objectsAt, stringAt } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import type { SentFile } from './bodies.ts'
import { storeFile } from './files.ts'
import { invalid } from './forms/check.ts'
import { hasSome } from './forms/message.ts'
import { allowedBy, mentionsIn } from './mentions.ts'
import type { Channel, Mentions, Message } from './model.ts'
import { complain } from './office.ts'
import type { Office } from './office.ts'
import { refuse } from './refusal.ts'

/** The parts of a message that a body gives, ready to be posted. */
export interface Composed {
  readonly content: string
  readonly embeds: readonly JsonObject[]
  readonly components: readonly JsonObject[]
  readonly attachments: readonly string[]
  readonly mentions: Mentions
  readonly flags: number
}

// What an app may set of a message's flags: no embeds, for one alone, silent, components alone.
const SETTABLE = (1 << 2) | (1 << 6) | (1 << 12) | (1 << 15)

/** Makes a message's parts of a body that was checked. `sender` decides whom it may alert. */
export function compose(
  office: Office,
  channel: Channel,
  sender: string,
  body: JsonObject,
  files: readonly SentFile[],
  replied?: Message,
): Composed {
  const content = (stringAt(body, 'content') ?? '').trim()
  const flags = Number(body['flags'] ?? 0) & SETTABLE
  const allowed = allowedBy(body['allowed_mentions'])
  if (blocked(office, content)) throw refuse(200000)
  const composed = {
    content,
    embeds: objectsAt(body, 'embeds'),
    components: objectsAt(body, 'components'),
    attachments: attach(office, channel, body, files),
    mentions: withReplied(
      mentionsIn(office, channel, content, { id: sender, allowed, flags }),
      allowed.replied ? replied : undefined,
    ),
    flags,
  }
  if (isEmpty(composed) && !hasSome(body['sticker_ids']) && !isObject(body['poll'])) {
    throw refuse(50006)
  }
  return composed
}

/** What a body changes of a message; what it leaves out stays, and files are kept by their ids. */
export function recompose(
  office: Office,
  channel: Channel,
  message: Message,
  body: JsonObject,
  files: readonly SentFile[],
): Partial<Composed> {
  const kept = Array.isArray(body['attachments'])
    ? objectsAt(body, 'attachments').flatMap((one) =>
        message.attachments.includes(String(one['id'])) ? [String(one['id'])] : [],
      )
    : message.attachments
  const content = 'content' in body ? { content: (stringAt(body, 'content') ?? '').trim() } : {}
  if (blocked(office, content.content ?? '')) throw refuse(200000)
  const layout = Number(body['flags'] ?? 0) & (1 << 15)
  const changed = {
    ...content,
    ...('embeds' in body ? { embeds: objectsAt(body, 'embeds') } : {}),
    ...('components' in body ? { components: objectsAt(body, 'components') } : {}),
    attachments: [...kept, ...attach(office, channel, body, files)],
    flags: message.flags | layout,
  }
  if (isEmpty({ ...message, ...changed })) throw refuse(50006)
  return changed
}

function attach(
  office: Office,
  channel: Channel,
  body: JsonObject,
  files: readonly SentFile[],
): string[] {
  if (files.length > 10) {
    throw invalid(['attachments'], 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.')
  }
  const described = objectsAt(body, 'attachments')
  for (const one of described) {
    const fresh = files.some(({ at }) => String(at) === String(one['id']))
    if (!fresh && !office.files.has(String(one['id']))) {
      complain(office, `An attachment ${String(one['id'])} was described but not sent`)
    }
  }
  return files.map(({ at, name, type, bytes }) => {
    const words = described.find((one) => String(one['id']) === String(at))
    const file = {
      name: stringAt(words, 'filename') ?? name,
      type,
      description: stringAt(words, 'description') ?? null,
      bytes,
    }
    return storeFile(office, channel.id, file).id
  })
}

/** Unless it is told otherwise, a reply alerts whom it replies to. */
export function withReplied(named: Mentions, replied: Message | undefined): Mentions {
  if (replied?.author.kind !== 'user') return named
  return { ...named, users: [...new Set([...named.users, replied.author.id])] }
}

function isEmpty(parts: Pick<Composed, 'content' | 'embeds' | 'components' | 'attachments'>) {
  return (
    parts.content === '' &&
    parts.embeds.length + parts.components.length + parts.attachments.length === 0
  )
}

function blocked(office: Office, content: string): boolean {
  return [...office.blockedWords].some((word) => content.toLowerCase().includes(word))
}
