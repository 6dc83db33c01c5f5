import { arg, command } from './command.ts'
import { meantBy } from './words.ts'

export const reply = command({
  name: 'reply',
  aliases: ['r'],
  summary: 'Answer the visitor',
  args: [arg('text', 'text', 'To the visitor', { placeholder: 'What the visitor will read' })],
  run: ({ args, newMessageId }) => ({
    do: {
      type: 'say',
      message: newMessageId(),
      ...meantBy(args['text'] ?? '', 'reply'),
    },
  }),
})
