import type { Conversation } from '../../conversation/conversation.ts'
import { chatName, isIn, whereNow } from '../../conversation/places.ts'
import type { Elsewhere } from '../../ports.ts'
import { faceOfVisitor } from '../visitor-face.ts'
import { plain, words } from './blocks.ts'
import type { SlackMessage } from './cards.ts'
import { escapeSlack } from './escape.ts'
import { visitorName } from './persona.ts'

/** The card of a conversation that was moved away: where to, and the way there. */
export function drawMovedCard(
  conversation: Conversation,
  whereabouts: readonly Elsewhere[],
): SlackMessage {
  const where = whereNow(conversation, 'slack')
  const isHere = isIn(conversation, 'slack')
  const title = `${visitorName(conversation.visitor.name, [])} · ${conversation.number}`
  const { sign } = faceOfVisitor(conversation.visitor)
  const moved = words(`Moved to ${where}`, { bold: true })
  const rest = words('. What is written here reaches nobody.')
  const ways = whereabouts
    .filter(({ chat }) => !isHere || chat === 'slack')
    .flatMap(({ chat, link }) => (link === null ? [] : [way(chat, link)]))
  return {
    blocks: [
      { type: 'header', block_id: 'visitor', text: plain(`${sign} ${title}`) },
      {
        type: 'rich_text',
        block_id: 'state',
        elements: [{ type: 'rich_text_section', elements: [moved, rest] }],
      },
      ...(ways.length > 0
        ? [{ type: 'actions' as const, block_id: 'actions', elements: ways }]
        : []),
    ],
    text: escapeSlack(`${title}: moved to ${where}`),
  }
}

/** A button that only opens an address: Slack tells of its press, and nothing follows. */
function way(chat: string, url: string) {
  const text = plain(`Open ${chat === 'desk' ? 'at' : 'in'} ${chatName(chat)}`)
  return { type: 'button' as const, action_id: `open:${chat}`, text, url }
}
