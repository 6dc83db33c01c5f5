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
  run: async ({ args, agent, past }) => {
    const to = agent(args['agent'] ?? '')
    if (!to) return unknownAgent(args['agent'])
    return { do: { type: 'assign', to, past: await past() } }
  },
})
