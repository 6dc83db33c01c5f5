import { objectsAt, stringAt } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import { directChannel } from './channels.ts'
import { choose, findComponent, resolveUsers } from './choosing.ts'
import { commandsIn, findCommand, typeCommand } from './command-line.ts'
import { fill } from './filling.ts'
import type { Hands, Outcome } from './hands.ts'
import { openInteraction } from './interaction.ts'
import type { Answer, Asked } from './interaction.ts'
import { canSee, theChannel, theMessage, thePerson } from './lookup.ts'
import type { Place } from './lookup.ts'
import { see } from './message-view.ts'
import { seeModal } from './modal-view.ts'
import type { Channel, MessageRef } from './model.ts'
import type { Office } from './office.ts'
import { needs } from './entering.ts'
import { basePermissions } from './permissions.ts'
import { wireMessage } from './wire-message.ts'

const FINE: Outcome = { acknowledged: true, notice: null, message: null, modal: null }

export function createHands(
  office: Office,
  handle: string,
  ask: (payload: JsonObject) => boolean,
): Hands {
  const me = thePerson(office, handle)

  async function asked(given: Omit<Asked, 'by'>): Promise<Answer | null> {
    const { payload, answer, giveUp } = openInteraction(office, { ...given, by: me })
    // Nobody is there to answer in time, though a session that comes back may still hear of it.
    if (!ask(payload)) giveUp()
    return answer
  }

  async function outcome(given: Omit<Asked, 'by'>, notice: string): Promise<Outcome> {
    const answer = await asked(given)
    if (!answer) return { ...FINE, acknowledged: false, notice }
    if ('message' in answer) return { ...FINE, message: see(office, answer.message) }
    if (answer.kind === 'modal') return { ...FINE, modal: seeModal(answer.modal) }
    return FINE
  }

  function enter(place: Place): Channel {
    if (place === '@greenroom') return directChannel(office, me)
    const channel = theChannel(office, place)
    needs(office, me, channel, 'USE_APPLICATION_COMMANDS')
    if (channel.thread?.archived) {
      throw new Error(`#${channel.name} is archived: no commands work in it`)
    }
    return channel
  }

  function touch(ref: MessageRef, named: string) {
    const message = theMessage(office, ref)
    const channel = theChannel(office, message.channel)
    const hidden = message.onlyFor !== null && message.onlyFor !== me.id
    if (hidden || !canSee(office, me.id, channel)) {
      throw new Error(`${me.handle} does not see that message`)
    }
    return { message, channel, component: findComponent(message.components, named) }
  }

  /** Commands for some permission are hidden from who has it not. */
  function mayRun(command: JsonObject): boolean {
    const wanted = BigInt(stringAt(command, 'default_member_permissions') ?? 0)
    return ((basePermissions(office, me.id) ?? 0n) & wanted) === wanted
  }

  function offeredTo(command: JsonObject) {
    if (!mayRun(command)) throw new Error(`${me.handle} does not see /${String(command['name'])}`)
  }

  const FAILED = 'This interaction failed'
  const SILENT = 'The application did not respond'

  return {
    async presses(ref, button) {
      const { message, channel, component } = touch(ref, button)
      if (component['type'] !== 2) throw new Error(`“${button}” is no button`)
      const data = { component_type: 2, custom_id: component['custom_id'], id: component['id'] }
      return outcome({ kind: 'component', channel, data, source: message }, FAILED)
    },
    async chooses(ref, select, choices) {
      const { message, channel, component } = touch(ref, select)
      const data = {
        component_type: component['type'],
        custom_id: component['custom_id'],
        id: component['id'],
        ...choose(office, component, [choices].flat()),
      }
      return outcome({ kind: 'component', channel, data, source: message }, FAILED)
    },
    async runs(line, place, values = {}) {
      const channel = enter(place)
      const { command, data } = typeCommand(line, { office, channel, values })
      offeredTo(command)
      return outcome({ kind: 'command', channel, data }, SILENT)
    },
    async searches(line, place, option, words, others = {}) {
      const channel = enter(place)
      const values = { ...others, [option]: words }
      const { command, data } = typeCommand(line, { office, channel, values, focused: option })
      offeredTo(command)
      const answer = await asked({ kind: 'autocomplete', channel, data })
      if (answer?.kind !== 'choices') throw new Error('Loading options failed')
      return answer.choices.map((one) => {
        const { value } = one
        return {
          name: String(one['name']),
          value: typeof value === 'number' ? value : String(value),
        }
      })
    },
    async shortcut(name, on) {
      const onMessage = 'id' in on
      const channel = enter(onMessage ? { id: on.channel } : on.place)
      const command = findCommand(office, channel, name, onMessage ? 3 : 2)
      offeredTo(command)
      const common = { id: command['id'], name, type: command['type'], guild_id: office.guild.id }
      const data = onMessage
        ? {
            ...common,
            target_id: on.id,
            resolved: { messages: { [on.id]: wireMessage(office, theMessage(office, on)) } },
          }
        : {
            ...common,
            target_id: thePerson(office, on.user).id,
            resolved: resolveUsers(office, [on.user]),
          }
      return outcome({ kind: 'command', channel, data }, SILENT)
    },
    modal() {
      const open = office.modals.get(me.id)
      return open ? seeModal(open) : null
    },
    async submits(values) {
      const open = office.modals.get(me.id)
      if (!open) throw new Error(`${me.handle} has no modal open`)
      const { components, resolved } = fill(office, open, values)
      const channel = theChannel(office, { id: open.channel })
      const data = {
        custom_id: open.customId,
        components,
        ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
      }
      const given = { kind: 'modal', channel, data, source: open.source } as const
      const seen = await outcome(given, 'Something went wrong. Try again.')
      // What was typed stays there if the app did not take it.
      if (seen.acknowledged) office.modals.delete(me.id)
      return seen
    },
    closesModal: () => void office.modals.delete(me.id),
    offered(place) {
      const channel = place === '@greenroom' ? directChannel(office, me) : theChannel(office, place)
      if (!canSee(office, me.id, channel)) return []
      const slash = commandsIn(office, channel).filter((one) => one['type'] === 1 && mayRun(one))
      return slash.flatMap((one) => namesOf(one))
    },
  }
}

/** `/inbox pause` and `/inbox resume` for a command with subcommands. */
function namesOf(command: JsonObject): string[] {
  const name = `/${String(command['name'])}`
  const subs = objectsAt(command, 'options').filter((one) => Number(one['type']) <= 2)
  return subs.length === 0 ? [name] : subs.map((one) => `${name} ${String(one['name'])}`)
}
