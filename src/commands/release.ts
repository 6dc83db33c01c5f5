import { assigneeOf } from '../conversation/conversation.ts'
import { command } from './command.ts'

export const release = command({
  name: 'release',
  aliases: ['unclaim'],
  summary: 'Give this conversation back to the queue',
  button: {
    label: 'Release',
    style: 'normal',
    when: (conversation, by) => assigneeOf(conversation)?.id === by.id,
  },
  run: () => ({ do: { type: 'release' } }),
})
