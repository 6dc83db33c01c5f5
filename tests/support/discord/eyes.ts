import { directChannel } from './channels.ts'
import { canSee, theChannel, thePerson } from './lookup.ts'
import type { Place } from './lookup.ts'
import { see } from './message-view.ts'
import type { SeenMessage } from './message-view.ts'
import type { Message, MessageRef } from './model.ts'
import type { Office } from './office.ts'
import { may } from './permissions.ts'
import { rungBy } from './mentions.ts'
import { compare } from './snowflakes.ts'

/** What a person sees. */
export interface Eyes {
  /** All that they see in a place, oldest first, with what they alone see. Nothing where they do not get in. */
  sees(place: Place): SeenMessage[]
  /** The same, as lines: `Ana: Hello`. */
  reads(place: Place): string[]
  /** What only they see in a place, oldest first. */
  ephemerals(place: Place): SeenMessage[]
  /** Their direct messages with the app, oldest first. */
  messages(): SeenMessage[]
  /** Messages that made their phone ring, of all places, oldest first. */
  rings(): SeenMessage[]
  /** Closes something that only they see. */
  dismisses(ref: MessageRef): void
}

export function createEyes(office: Office, handle: string): Eyes {
  const me = thePerson(office, handle)

  function shown(place: Place): Message[] {
    const channel = theChannel(office, place)
    if (!canSee(office, me.id, channel)) return []
    const history = may(office, me.id, channel, 'READ_MESSAGE_HISTORY')
    const all = [...(history ? channel.messages.values() : []), ...mine(place)]
    return all.toSorted((a, b) => compare(a.id, b.id))
  }

  const mine = (place: Place) =>
    [...theChannel(office, place).ephemerals.values()].filter((one) => one.onlyFor === me.id)

  const sees = (place: Place) => shown(place).map((one) => see(office, one))

  return {
    sees,
    reads: (place) => sees(place).map(({ by, text }) => `${by}: ${text}`),
    ephemerals: (place) => mine(place).map((one) => see(office, one)),
    messages: () => sees(directChannel(office, me)),
    rings() {
      const all = [...office.channels.values()].flatMap((channel) =>
        [...channel.messages.values()].filter(
          (one) => one.author.id !== me.id && rungBy(office, channel, one.mentions).includes(me.id),
        ),
      )
      return all.toSorted((a, b) => compare(a.id, b.id)).map((one) => see(office, one))
    },
    dismisses(ref) {
      theChannel(office, ref.channel).ephemerals.delete(ref.id)
      office.changed()
    },
  }
}
