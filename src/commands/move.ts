import type { Place } from '../conversation/conversation.ts'
import { inChats } from '../conversation/places.ts'
import { arg, command } from './command.ts'
import type { Input } from './command.ts'

const to = arg('to', 'chat', 'Where to', { placeholder: 'a team chat, such as slack' })

export const move = command({
  name: 'move',
  summary: 'Move this conversation to another team chat, with all that was said',
  args: [to],
  afterMove: true,
  run: (input) => {
    const place = placeNamed(input)
    return 'wrong' in place ? place : { do: { type: 'move', places: [place] } }
  },
})

export const mirror = command({
  name: 'mirror',
  summary: 'Show this conversation in another team chat, too',
  args: [to],
  afterMove: true,
  run: (input) => {
    const place = placeNamed(input)
    if ('wrong' in place) return place
    const others = input.places.filter(({ chat }) => chat !== place.chat)
    return { do: { type: 'move', places: [...others, place] } }
  },
})

/** Where the conversation is, or would be, in the team chat that was named; or what is wrong with the name. */
function placeNamed({ args, chats, places, placeIn }: Input): Place | { readonly wrong: string } {
  const chat = (args['to'] ?? '').trim().toLowerCase().replace(/^the /, '')
  if (!chats.includes(chat)) return { wrong: `Say where to: ${chats.map(quoted).join(', ')}.` }
  const place = places.find((one) => one.chat === chat) ?? placeIn(chat)
  return place ?? { wrong: `No place is set up for this inbox ${inChats([{ chat }])}.` }
}

function quoted(chat: string): string {
  return `\`${chat}\``
}
