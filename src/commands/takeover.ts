import { assigneeOf } from '../conversation/conversation.ts'
import { command } from './command.ts'

export const takeover = command({
  name: 'takeover',
  aliases: ['take-over'],
  summary: 'Take this conversation from the agent who has it',
  for: 'supervisor',
  button: {
    label: 'Take over',
    style: 'danger',
    when: (conversation, by) => {
      const assignee = assigneeOf(conversation)
      return assignee !== null && assignee.id !== by.id
    },
  },
  run: () => ({ do: { type: 'takeOver' } }),
})
