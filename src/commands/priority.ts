import { PRIORITIES } from '../conversation/conversation.ts'
import { arg, command } from './command.ts'

export const priority = command({
  name: 'priority',
  aliases: ['prio'],
  summary: 'Say how urgent this is',
  args: [
    arg('priority', 'priority', 'Priority', {
      choices: PRIORITIES,
      placeholder: PRIORITIES.join(', '),
    }),
  ],
  run: ({ args }) => {
    const wanted = PRIORITIES.find((one) => one === (args['priority'] ?? '').trim().toLowerCase())
    if (!wanted) return { wrong: `Say how urgent: ${PRIORITIES.join(', ')}.` }
    return { do: { type: 'prioritise', priority: wanted } }
  },
})
