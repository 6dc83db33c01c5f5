import { arg, command, unknownAgent } from './command.ts'

export const assign = command({
  name: 'assign',
  summary: 'Give this conversation to an agent',
  for: 'supervisor',
  args: [arg('agent', 'agent', 'To whom', { placeholder: '@name' })],
  button: {
    label: 'Assign',
    style: 'normal',
    when: (conversation) => conversation.status !== 'closed',
  },
  run: ({ args, agent }) => {
    const to = agent(args['agent'] ?? '')
    return to ? { do: { type: 'assign', to } } : unknownAgent(args['agent'])
  },
})
