import { assigneeOf } from '../conversation/conversation.ts'
import { command } from './command.ts'

export const claim = command({
  name: 'claim',
  aliases: ['take'],
  summary: 'Take this conversation; from then on your words reach the visitor',
  button: {
    label: 'Claim',
    style: 'primary',
    when: (conversation) => conversation.status !== 'closed' && !assigneeOf(conversation),
  },
  run: async ({ past }) => ({ do: { type: 'claim', past: await past() } }),
})
