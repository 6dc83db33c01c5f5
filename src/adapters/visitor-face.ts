import type { VisitorId } from '../conversation/ids.ts'

/** A small picture for who has none of their own: an emoji, by its sign and by the short name that chats share. */
export interface VisitorFace {
  readonly sign: string
  readonly name: string
}

const FACES: readonly (readonly [name: string, sign: string])[] = [
  ['badger', '🦡'],
  ['beaver', '🦫'],
  ['bison', '🦬'],
  ['deer', '🦌'],
  ['dolphin', '🐬'],
  ['dove', '🕊️'],
  ['eagle', '🦅'],
  ['fox', '🦊'],
  ['gecko', '🦎'],
  ['hedgehog', '🦔'],
  ['koala', '🐨'],
  ['otter', '🦦'],
  ['owl', '🦉'],
  ['panda', '🐼'],
  ['seal', '🦭'],
  ['swan', '🦢'],
  ['butterfly', '🦋'],
  ['flamingo', '🦩'],
  ['frog', '🐸'],
  ['llama', '🦙'],
  ['octopus', '🐙'],
  ['parrot', '🦜'],
  ['peacock', '🦚'],
  ['penguin', '🐧'],
  ['rabbit', '🐰'],
  ['raccoon', '🦝'],
  ['sloth', '🦥'],
  ['squid', '🦑'],
  ['tiger', '🐯'],
  ['turtle', '🐢'],
  ['unicorn', '🦄'],
  ['whale', '🐳'],
]

// What chats call them where it is not the animal's own name.
const NAMES: Readonly<Record<string, string>> = {
  dove: 'dove_of_peace',
  fox: 'fox_face',
  gecko: 'lizard',
  panda: 'panda_face',
  rabbit: 'rabbit',
  tiger: 'tiger',
  unicorn: 'unicorn_face',
}

/** The face of a visitor, always the same: the animal that they are called by, else one that their id picks. */
export function faceOfVisitor({ id, name }: { id: VisitorId; name: string }): VisitorFace {
  const called = FACES.find(([animal]) => name.toLowerCase().endsWith(` ${animal}`))
  const [animal = 'otter', sign = '🦦'] = called ?? FACES[hashOf(id) % FACES.length] ?? []
  return { sign, name: NAMES[animal] ?? animal }
}

/** FNV-1a over UTF-16 code units, 32 bits: spreads ids evenly, and is the same everywhere. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  return hash
}
