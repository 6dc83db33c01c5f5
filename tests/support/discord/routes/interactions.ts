import type { JsonObject } from '../../slack/json.ts'
import { answerWith, dataOf, fillIn, isThinking, say } from '../answering.ts'
import { ANSWER_TIME, TOKEN_LIFE } from '../interaction.ts'
import type { Answer, Interaction } from '../interaction.ts'
import { theChannel } from '../lookup.ts'
import { remove } from '../messages.ts'
import type { Message } from '../model.ts'
import type { Office } from '../office.ts'
import { refuse } from '../refusal.ts'
import { DONE, ok, route } from '../route.ts'
import type { Call, Reply, Route } from '../route.ts'
import { wireMessage } from '../wire-message.ts'

const HOOK = '/webhooks/{app}/:token'
const OPEN = { open: true }

/** The first answer to an interaction, and what may follow for a quarter of an hour. */
export const interactionRoutes: readonly Route[] = [
  route('interaction.answer', 'POST /interactions/:interaction/:token/callback', answer, {
    open: true,
    fields: ['type', 'data'],
  }),
  route('interaction.followUp', `POST ${HOOK}`, followUp, OPEN),
  route(
    'interaction.read',
    `GET ${HOOK}/messages/:message`,
    (call) => ok(wireMessage(call.office, found(call).message)),
    OPEN,
  ),
  route(
    'interaction.edit',
    `PATCH ${HOOK}/messages/:message`,
    (call) => {
      const { message } = found(call)
      return ok(wireMessage(call.office, fillIn(call.office, message, call.body, call.files)))
    },
    OPEN,
  ),
  route(
    'interaction.unsend',
    `DELETE ${HOOK}/messages/:message`,
    (call) => {
      remove(call.office, found(call).message)
      return DONE
    },
    OPEN,
  ),
]

function answer(call: Call): Reply {
  const { office, params, body, files, query } = call
  const interaction = office.interactions.get(params['token'] ?? '')
  if (!interaction || interaction.id !== params['interaction']) throw refuse(10062)
  if (interaction.answered) throw refuse(40060)
  if (office.clock.now() - interaction.at > ANSWER_TIME) throw refuse(10062)
  const type = Number(body['type'])
  const given = answerWith(office, interaction, type, dataOf(body), files)
  interaction.answered = true
  if ('message' in given) interaction.original = given.message
  if (type === 6 || type === 7) interaction.original = interaction.source
  interaction.settle(given)
  return query.get('with_response') === 'true'
    ? ok(responseTo(office, interaction, given, type))
    : DONE
}

function responseTo(
  office: Office,
  interaction: Interaction,
  given: Answer,
  type: number,
): JsonObject {
  const message = interaction.original
  const wire = message ? wireMessage(office, message) : undefined
  return {
    interaction: {
      id: interaction.id,
      type: { command: 2, component: 3, autocomplete: 4, modal: 5 }[interaction.kind],
      channel_id: interaction.channel,
      guild_id: office.guild.id,
      ...(message
        ? {
            response_message_id: message.id,
            response_message_loading: given.kind === 'thinking',
            response_message_ephemeral: message.onlyFor !== null,
          }
        : {}),
    },
    resource: { type, ...(wire && type !== 6 ? { message: wire } : {}) },
  }
}

function followUp(call: Call): Reply {
  const { office, body, files } = call
  const interaction = living(call)
  const { original } = interaction
  // The first follow-up to something deferred takes the place of “thinking…”.
  if (original && isThinking(original)) {
    return ok(wireMessage(office, fillIn(office, original, body, files)))
  }
  return ok(wireMessage(office, say(office, interaction, body, files, [])))
}

/** The interaction of a token, while it is good. */
function living({ office, params }: Call): Interaction {
  const interaction = office.interactions.get(params['token'] ?? '')
  if (!interaction?.answered) throw refuse(10015)
  if (office.clock.now() - interaction.at > TOKEN_LIFE) throw refuse(50027)
  return interaction
}

function found(call: Call): { readonly message: Message } {
  const { office, params } = call
  const interaction = living(call)
  const id = params['message'] === '@original' ? interaction.original?.id : params['message']
  const channel = theChannel(office, interaction.channel)
  const message = channel.messages.get(id ?? '') ?? channel.ephemerals.get(id ?? '')
  if (!message) throw refuse(10008)
  return { message }
}
