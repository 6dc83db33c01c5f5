import { randomUUID } from 'node:crypto'
import type { JsonObject } from '../slack/json.ts'
import type { Channel, Message, Person } from './model.ts'
import type { Office } from './office.ts'
import { permissionsIn } from './permissions.ts'
import { wireChannel } from './wire-channel.ts'
import { wireMember, wireUser } from './wire-people.ts'
import { wireMessage } from './wire-message.ts'

/** Within this an app must have answered, and within that it may go on. In ms. */
export const ANSWER_TIME = 3000
export const TOKEN_LIFE = 15 * 60_000

export type InteractionKind = 'command' | 'component' | 'autocomplete' | 'modal'

const TYPES: Readonly<Record<InteractionKind, number>> = {
  command: 2,
  component: 3,
  autocomplete: 4,
  modal: 5,
}

/** What the app answered first. */
export type Answer =
  | { readonly kind: 'message' | 'thinking'; readonly message: Message }
  | { readonly kind: 'updated' | 'nothing' }
  | { readonly kind: 'modal'; readonly modal: OpenModal }
  | { readonly kind: 'choices'; readonly choices: readonly JsonObject[] }

export interface Interaction {
  readonly id: string
  readonly token: string
  readonly kind: InteractionKind
  readonly user: string
  readonly channel: string
  readonly at: number
  /** The message with the component, or the one under the modal. */
  readonly source: Message | null
  answered: boolean
  /** The message that answers it, as `@original` names it. */
  original: Message | null
  settle(answer: Answer | null): void
}

export interface OpenModal {
  readonly title: string
  readonly customId: string
  readonly components: readonly JsonObject[]
  readonly user: string
  readonly channel: string
  readonly source: Message | null
}

export interface Asked {
  readonly kind: InteractionKind
  readonly by: Person
  readonly channel: Channel
  readonly data: JsonObject
  readonly source?: Message | null
}

/** Opens an interaction: what the gateway tells of it, and the app's first answer, or null if none comes. */
export function openInteraction(
  office: Office,
  asked: Asked,
): { readonly payload: JsonObject; readonly answer: Promise<Answer | null>; giveUp(): void } {
  const { kind, by, channel, source = null } = asked
  const { promise, resolve } = Promise.withResolvers<Answer | null>()
  const callOff = office.clock.after(ANSWER_TIME, () => resolve(null))
  const interaction: Interaction = {
    id: office.id(),
    token: randomUUID().replaceAll('-', ''),
    kind,
    user: by.id,
    channel: channel.id,
    at: office.clock.now(),
    source,
    answered: false,
    original: null,
    settle(answer) {
      callOff()
      resolve(answer)
    },
  }
  office.interactions.set(interaction.token, interaction)
  const payload = wireInteraction(office, interaction, asked)
  return { payload, answer: promise, giveUp: () => interaction.settle(null) }
}

function wireInteraction(office: Office, interaction: Interaction, asked: Asked): JsonObject {
  const { channel, by, data, source } = asked
  const dm = channel.kind === 'dm'
  const allowed = (id: string) => String(permissionsIn(office, id, channel))
  const owner = dm ? { '1': by.id } : { '0': office.guild.id }
  return {
    id: interaction.id,
    application_id: office.app.id,
    type: TYPES[interaction.kind],
    token: interaction.token,
    version: 1,
    channel_id: channel.id,
    channel: { ...wireChannel(office, channel), permissions: allowed(by.id) },
    ...(dm
      ? { user: wireUser(by) }
      : {
          guild_id: office.guild.id,
          guild: { id: office.guild.id, locale: 'en-US', features: ['COMMUNITY'] },
          guild_locale: 'en-US',
          member: { ...wireMember(office, by.id), permissions: allowed(by.id) },
        }),
    locale: 'en-US',
    app_permissions: allowed(office.app.userId),
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: owner,
    context: dm ? 1 : 0,
    attachment_size_limit: office.sizes.upload,
    data,
    ...(source ? { message: wireMessage(office, source) } : {}),
  }
}

/** What a message says of the interaction that it answers. */
export function interactionMetadata(office: Office, { id, user, kind }: Interaction): JsonObject {
  const person = office.people.get(user)
  return {
    id,
    type: TYPES[kind],
    user: person ? wireUser(person) : { id: user },
    authorizing_integration_owners: {},
  }
}
