import { textContent } from '../conversation/message.ts'
import { arg, command } from './command.ts'

export const reply = command({
  name: 'reply',
  aliases: ['r'],
  summary: 'Answer the visitor',
  args: [arg('text', 'text', 'To the visitor', { placeholder: 'What the visitor will read' })],
  run: ({ args, newMessageId }) => ({
    do: {
      type: 'say',
      message: newMessageId(),
      content: textContent(args['text'] ?? ''),
      intent: 'reply',
    },
  }),
})
