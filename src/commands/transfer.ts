import { mayActAs } from '../conversation/actor.ts'
import { assigneeOf } from '../conversation/conversation.ts'
import { arg, command, unknownAgent } from './command.ts'

export const transfer = command({
  name: 'transfer',
  aliases: ['handover'],
  summary: 'Hand this conversation to a colleague, with a note for them',
  args: [
    arg('agent', 'agent', 'To whom', { placeholder: '@name' }),
    arg('note', 'text', 'Hand-over note', {
      required: false,
      placeholder: 'What they need to know; the visitor does not see it',
    }),
  ],
  button: {
    label: 'Transfer',
    style: 'normal',
    when: (conversation, by) => {
      const assignee = assigneeOf(conversation)
      return assignee !== null && (assignee.id === by.id || mayActAs(by.role, 'supervisor'))
    },
  },
  run: ({ args, agent, newMessageId }) => {
    const to = agent(args['agent'] ?? '')
    if (!to) return unknownAgent(args['agent'])
    return { do: { type: 'transfer', to, note: args['note'] ?? '', message: newMessageId() } }
  },
})
