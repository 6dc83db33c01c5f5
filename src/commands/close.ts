import { mayActAs } from '../conversation/actor.ts'
import type { Outcome } from '../conversation/conversation.ts'
import { assigneeOf, hasJoined, OUTCOMES } from '../conversation/conversation.ts'
import { arg, command } from './command.ts'

export const close = command({
  name: 'close',
  aliases: ['resolve', 'done'],
  summary: 'End this conversation, saying what came of it',
  args: [
    arg('outcome', 'outcome', 'Outcome', { choices: OUTCOMES, placeholder: OUTCOMES.join(', ') }),
    arg('note', 'text', 'In a sentence', {
      required: false,
      placeholder: 'For the team: what was decided or is to be done',
    }),
  ],
  button: {
    label: 'Close',
    style: 'normal',
    when: (conversation, by) =>
      conversation.status !== 'closed' &&
      (!assigneeOf(conversation) ||
        hasJoined(conversation, by.id) ||
        mayActAs(by.role, 'supervisor')),
  },
  run: ({ args, newMessageId }) => {
    const outcome = outcomeNamed(args['outcome'] ?? '')
    if (!outcome) return { wrong: `Say what came of it: ${OUTCOMES.join(', ')}.` }
    return { do: { type: 'close', outcome, note: args['note'] ?? '', message: newMessageId() } }
  },
})

function outcomeNamed(word: string): Outcome | undefined {
  return OUTCOMES.find((outcome) => outcome === word.trim().toLowerCase())
}
