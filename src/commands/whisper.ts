import { textContent } from '../conversation/message.ts'
import { arg, command, unknownAgent } from './command.ts'

export const whisper = command({
  name: 'whisper',
  aliases: ['w'],
  summary: 'Whisper to one agent, or leave a note for any of them',
  args: [
    arg('to', 'agent', 'To one agent alone', {
      required: false,
      placeholder: '@name, or empty for a note to the whole team',
    }),
    arg('text', 'text', 'Whisper', { placeholder: 'The visitor never sees this' }),
  ],
  run: ({ args, agent, newMessageId }) => {
    const message = newMessageId()
    const content = textContent(args['text'] ?? '')
    const name = args['to']?.trim()
    if (!name) return { do: { type: 'say', message, content, intent: 'note' } }
    const to = agent(name)
    return to ? { do: { type: 'whisper', message, content, to } } : unknownAgent(name)
  },
})
