import type { Content } from '../../conversation/message.ts'
import { plainText } from '../../conversation/message.ts'
import { plain } from './blocks.ts'
import type { Block } from './blocks.ts'
import { LIMITS } from './limits.ts'
import { splitText } from './pieces.ts'

// A post has fifty blocks; the message itself needs some of them.
const VERSIONS = 5
const PIECES = 4

/** What a message said before it was edited, small, the newest of the earlier texts last. */
export function drawEarlier(versions: readonly Content[]): Block[] {
  return versions.slice(-VERSIONS).flatMap((content) => {
    const pieces = splitText(plainText(content), LIMITS.sectionText / 2).slice(0, PIECES)
    return pieces.map((piece, index): Block => {
      const text = index === 0 ? `Before: ${piece}` : piece
      return { type: 'context', elements: [plain(text)] }
    })
  })
}
