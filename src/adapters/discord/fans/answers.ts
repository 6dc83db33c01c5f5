import { InteractionResponseType, MessageFlags, Routes } from 'discord.js'
import type { Choice, Row } from '../components.ts'
import { escapeDiscord } from '../escape.ts'
import { mayHaveArrived } from '../failures.ts'
import type { Called, Gateway } from '../gateway.ts'
import type { Interaction } from '../interaction.ts'
import type { Modal } from '../modals.ts'

const ALREADY = 40_060

type To = Pick<Interaction, 'id' | 'application_id' | 'token'>

/** Answers that their person alone sees. What is kept of an interaction is enough for them, after a crash too. */
export function fanAnswers(gateway: Pick<Gateway, 'call'>) {
  async function first(
    { id, token }: To,
    type: InteractionResponseType,
    data: object,
  ): Promise<Called> {
    const route = Routes.interactionCallback(id, token)
    return gateway.call({ method: 'POST', route, body: { type, data } })
  }

  return {
    /** Says that the answer comes. False when Discord did not take that: it has told the person that it failed. */
    async later(to: To): Promise<boolean> {
      const type = InteractionResponseType.DeferredChannelMessageWithSource
      const data = { flags: MessageFlags.Ephemeral }
      const called = await first(to, type, data)
      if (called.ok || !mayHaveArrived(called.failure)) return called.ok
      // Nobody knows whether the first try arrived; the second one's answer says so.
      const again = await first(to, type, data)
      return again.ok || again.failure.code === ALREADY
    },
    /** The answer, once it was said that it comes. */
    async say({ application_id: app, token }: To, text: string): Promise<void> {
      const body = { content: escapeDiscord(text).slice(0, 2_000), allowed_mentions: { parse: [] } }
      await gateway.call({ method: 'PATCH', route: Routes.webhookMessage(app, token), body })
    },
    async sayAtOnce(to: To, text: string): Promise<void> {
      await first(to, InteractionResponseType.ChannelMessageWithSource, {
        content: escapeDiscord(text),
        flags: MessageFlags.Ephemeral,
        allowed_mentions: { parse: [] },
      })
    },
    async form(to: To, modal: Modal): Promise<void> {
      await first(to, InteractionResponseType.Modal, modal)
    },
    /** Draws the message anew that the button stands on. */
    async redraw(to: To, content: string, rows: readonly Row[]): Promise<void> {
      const data = { content, components: rows, allowed_mentions: { parse: [] } }
      await first(to, InteractionResponseType.UpdateMessage, data)
    },
    async offer(to: To, choices: readonly Choice[]): Promise<void> {
      await first(to, InteractionResponseType.ApplicationCommandAutocompleteResult, { choices })
    },
  }
}
