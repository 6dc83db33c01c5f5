import { assigneeOf, hasJoined } from '../conversation/conversation.ts'
import { command } from './command.ts'

export const join = command({
  name: 'join',
  summary: 'Answer beside the agent who has it',
  button: {
    label: 'Join',
    style: 'normal',
    when: (conversation, by) =>
      conversation.status !== 'closed' &&
      assigneeOf(conversation) !== null &&
      !hasJoined(conversation, by.id),
  },
  run: async ({ past }) => ({ do: { type: 'join', past: await past() } }),
})
