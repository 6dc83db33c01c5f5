import { createHash } from 'node:crypto'

const MANNERS =
  'Amber Bold Brave Bright Calm Clever Cosy Curious Eager Early Fair Fond Gentle Glad Golden Happy Honest Jolly Keen Kind Lively Lucky Mellow Merry Mild Misty Nimble Noble Patient Playful Polite Proud Quick Quiet Rosy Silver Sunny Swift Tidy Witty'.split(
    ' ',
  )
const ANIMALS =
  'Badger Beaver Bison Crane Deer Dolphin Dove Eagle Falcon Ferret Finch Fox Gecko Hare Hedgehog Heron Ibis Jay Koala Lark Lemur Lynx Marten Mole Newt Otter Owl Panda Pika Plover Puffin Quail Raven Robin Seal Sparrow Squirrel Swan Tern Wren'.split(
    ' ',
  )

/** What to call a visitor who gave no name: “Quiet Otter”, always the same for the same id. */
export function friendlyName(id: string): string {
  const hash = createHash('sha256').update(id).digest()
  return `${pick(MANNERS, hash.readUInt32BE(0))} ${pick(ANIMALS, hash.readUInt32BE(4))}`
}

function pick(words: readonly string[], number: number): string {
  return words[number % words.length] ?? ''
}
