import { textContent } from '../conversation/message.ts'
import { arg, command } from './command.ts'

export const note = command({
  name: 'note',
  aliases: ['n'],
  summary: 'Write a note that only the team sees',
  for: 'creator',
  args: [arg('text', 'text', 'Note', { placeholder: 'Only the team sees this' })],
  run: ({ args, newMessageId }) => ({
    do: {
      type: 'say',
      message: newMessageId(),
      content: textContent(args['text'] ?? ''),
      intent: 'note',
    },
  }),
})
