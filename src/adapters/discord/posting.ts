import { Routes } from 'discord.js'
import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js'
import { z } from 'zod'
import type { FileRef } from '../../conversation/message.ts'
import type { Clock } from '../../ports.ts'
import { onlyOnce } from '../chats/once.ts'
import type { Once, Wish } from '../chats/once.ts'
import { remembered } from '../chats/remembered.ts'
import { mayHaveArrived } from './failures.ts'
import type { DiscordFailure } from './failures.ts'
import { marksIn } from './found-marks.ts'
import type { FoundMarks } from './found-marks.ts'
import type { Called, Gateway, Wanted } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { marked, nonceOf, signOf } from './marks.ts'
import type { Mark } from './marks.ts'

/** A row of buttons, or with one select. */
export type MessageRow = APIActionRowComponent<APIComponentInMessageActionRow>

/** A message of the app's. */
export interface DiscordMessage {
  readonly content: string
  readonly embed?: APIEmbed
  readonly rows?: readonly MessageRow[]
  /** Whom it alerts; nobody else, whatever its text says. */
  readonly alerts?: readonly string[]
  /** What is uploaded with it. */
  readonly files?: readonly FileRef[]
}

export interface Posting {
  readonly channel: string
  readonly mark: Mark
  readonly message: DiscordMessage
  /** Since when there is something to post, epoch ms. */
  readonly since: number
  /** A post that stands no more, though it may carry the mark. */
  readonly not?: string
  /** It is not posted where it does not stand. */
  readonly isSought?: boolean
  /** Posts it otherwise than as the app's own message. */
  readonly as?: (body: object, more: Pick<Wanted, 'files'>) => Promise<Called>
}

/** The message's id, or the receipt of why it does not stand, and Discord's own code for that. */
export type Posted = Once<DiscordFailure>

type Bytes = NonNullable<Wanted['files']>

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly clock: Clock
  /** The bytes of these files, in their order; those that are not there any more are left out. */
  readonly read?: (files: readonly FileRef[]) => Promise<Bytes>
}

export type DiscordPosting = ReturnType<typeof discordPosting>

const made = z.looseObject({ id: z.string() })

/** Posts once, whatever happens; see `onlyOnce`. A mark of ours in each post tells it from all others. */
export function discordPosting({ gateway, clock, read }: Deps) {
  const looked = remembered<Extract<FoundMarks, { ok: true }>>(500)
  const once = onlyOnce<Posting & Wish, DiscordFailure>({
    clock,
    async find({ channel, mark, since }, isDoubtful) {
      // What a former process posted is there by now: one look is enough for all of it.
      const before = isDoubtful ? undefined : looked.get(channel)
      const found = before ?? (await marksIn(gateway, channel, since))
      if (!found.ok) return found
      looked.set(channel, found)
      return { ok: true, id: found.marks.get(signOf(mark)) ?? null }
    },
    async put(given) {
      const called = await create(given)
      if (called.ok) return { ok: true, id: made.parse(called.data).id }
      const { failure } = called
      const receipt = receiptOf(called, 'thread')
      return { ok: false, receipt, why: failure, mayStand: mayHaveArrived(failure) }
    },
  })

  async function create(given: Posting): Promise<Called> {
    const { channel, mark, message, as } = given
    const wanted = message.files ?? []
    const files = wanted.length > 0 && read ? await read(wanted) : []
    const body = bodyOf(message, mark)
    const withFiles = files.length > 0 ? { files } : {}
    if (as) return as(body, withFiles)
    return gateway.call({
      method: 'POST',
      route: Routes.channelMessages(channel),
      channel,
      body: { ...body, nonce: nonceFor(given), enforce_nonce: true },
      ...withFiles,
    })
  }

  return {
    post: (given: Posting): Promise<Posted> =>
      once({ ...given, key: `${given.channel} ${signOf(given.mark)}` }),
  }
}

/** A message as Discord takes it, new or in the place of an old one. */
export function bodyOf({ content, embed, rows = [], alerts = [] }: DiscordMessage, mark: Mark) {
  // A card has no text of its own to carry the mark.
  const embeds = embed ? [{ ...embed, description: marked(embed.description ?? '', mark) }] : []
  return {
    content: embed ? content : marked(content, mark),
    embeds,
    components: rows,
    allowed_mentions: { parse: [], users: alerts.slice(0, 100) },
  }
}

/** By the same nonce Discord would give back the post that stands no more. */
function nonceFor({ mark, not }: Posting): string {
  return nonceOf(not === undefined ? mark : { ...mark, outbox: `${mark.outbox} after ${not}` })
}
