import { ButtonStyle, InteractionResponseType, Routes } from 'discord.js'
import type { Member } from '../../ports.ts'
import { button, row } from './components.ts'
import { escapeDiscord } from './escape.ts'
import type { Gateway } from './gateway.ts'
import type { ButtonPress } from './interaction.ts'

const PRESS_ME = 'greenroom:doctor'

/** True for the button of the doctor's test message, which is about no conversation. */
export function isDoctors(customId: string): boolean {
  return customId.startsWith(PRESS_ME)
}

/** The custom_id of the button of one visit. */
export function doctorsId(mark: string): string {
  return `${PRESS_ME} ${mark}`
}

/** A message of the doctor's; with a `mark`, which a press brings back, it has a button. */
export function doctorsPost(text: string, mark?: string) {
  const press =
    mark === undefined
      ? []
      : [row(button({ customId: doctorsId(mark), label: 'Press me', style: ButtonStyle.Primary }))]
  return { content: escapeDiscord(text), components: press, allowed_mentions: { parse: [] } }
}

/** The running house heard the press: it says so in the message, where the doctor looks for it. */
export async function answerDoctor(
  gateway: Pick<Gateway, 'call'>,
  { id, token }: Pick<ButtonPress, 'id' | 'token'>,
  by: Member | null,
): Promise<void> {
  const who = by ? by.name : 'somebody who is not a member of the team'
  await gateway.call({
    method: 'POST',
    route: Routes.interactionCallback(id, token),
    body: {
      type: InteractionResponseType.UpdateMessage,
      data: doctorsPost(`The running Greenroom heard the press, by ${who}.`),
    },
  })
}
