import { InteractionResponseType, MessageFlags, Routes } from 'discord.js'
import type { Choice, Row } from './components.ts'
import { mayHaveArrived } from './failures.ts'
import type { Called, Gateway, Wanted } from './gateway.ts'
import type { Interaction } from './interaction.ts'
import type { Modal } from './modals.ts'
import { saidIn } from './said.ts'
import type { LinkTo } from './said.ts'

/**
 * `failed`: Discord has told the person that it failed, who may do it again, so it must not be done. `unknown`:
 * Discord cannot be asked.
 */
export type Begun = 'taken' | 'failed' | 'unknown'

/**
 * The answers to one interaction, for the eyes of its person alone. The first must come within three seconds;
 * what follows has a quarter of an hour.
 */
export interface Answering {
  /**
   * Says that the answer comes later, before what may take its time. `again`: it may have been said before a
   * restart.
   */
  later(again?: boolean): Promise<Begun>
  /** Says this, or what came of it once it was said that the answer comes later. */
  say(text: string, rows?: readonly Row[]): Promise<void>
  /** It was done, and the card says what there is to say. */
  done(): Promise<void>
  /** Opens a form; only as the first answer. */
  form(modal: Modal): Promise<void>
  /** Offers these for what is being typed. */
  offer(choices: readonly Choice[]): Promise<void>
}

const ALREADY = 40_060
const MOST_TRIES = 3
const ALONE = { flags: MessageFlags.Ephemeral } as const

type Files = NonNullable<Wanted['files']>

/** `linkTo` is where a conversation's thread is. */
export function answering(
  gateway: Pick<Gateway, 'call'>,
  interaction: Interaction,
  linkTo: LinkTo,
): Answering {
  const { id, application_id: app, token, type, message } = interaction
  // A press on what only its person sees is answered there; one on the card leaves the card alone.
  const isBesideMessage = (type === 3 || type === 5) && message !== undefined
  const isOnNotice = isBesideMessage && (message.flags & MessageFlags.Ephemeral) !== 0
  let begun = false

  async function first(
    kind: InteractionResponseType,
    data?: object,
    files: Files = [],
  ): Promise<Called> {
    const route = Routes.interactionCallback(id, token)
    const body = { type: kind, ...(data ? { data } : {}) }
    return gateway.call({ method: 'POST', route, body, files })
  }

  async function later(again = false): Promise<Begun> {
    const kind = isBesideMessage
      ? InteractionResponseType.DeferredMessageUpdate
      : InteractionResponseType.DeferredChannelMessageWithSource
    const how = await defer(kind, again)
    begun = how === 'taken'
    return how
  }

  /** What may have arrived is tried again: by then Discord knows whether it was answered already. */
  async function defer(kind: InteractionResponseType, again: boolean): Promise<Begun> {
    const data = kind === InteractionResponseType.DeferredMessageUpdate ? undefined : ALONE
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const called = await first(kind, data)
      if (called.ok) return 'taken'
      const { failure } = called
      if (failure.code === ALREADY) return again || tries > 0 ? 'taken' : 'failed'
      if (!mayHaveArrived(failure) && failure.status !== 429) return 'failed'
    }
    return 'unknown'
  }

  async function say(text: string, rows: readonly Row[] = []): Promise<void> {
    const [start, ...rest] = await saidIn(text, linkTo)
    await show({ ...start.body, components: rows }, start.files)
    for (const { body, files } of rest) await followUp(body, files)
  }

  async function show(body: object, files: Files): Promise<void> {
    if (begun && isBesideMessage && !isOnNotice) return followUp(body, files)
    if (begun) return original('PATCH', body, files)
    begun = true
    if (isOnNotice) await first(InteractionResponseType.UpdateMessage, body, files)
    else await first(InteractionResponseType.ChannelMessageWithSource, { ...body, ...ALONE }, files)
  }

  async function original(method: 'PATCH' | 'DELETE', body?: object, files: Files = []) {
    await gateway.call({ method, route: Routes.webhookMessage(app, token), body, files })
  }

  async function followUp(body: object, files: Files): Promise<void> {
    const route = Routes.webhook(app, token)
    await gateway.call({ method: 'POST', route, body: { ...body, ...ALONE }, files })
  }

  return {
    later,
    say,
    async done() {
      if (isOnNotice) await original('DELETE')
      else if (!isBesideMessage) await say('Done.')
    },
    async form(modal) {
      begun = true
      await first(InteractionResponseType.Modal, modal)
    },
    async offer(choices) {
      await first(InteractionResponseType.ApplicationCommandAutocompleteResult, { choices })
    },
  }
}
