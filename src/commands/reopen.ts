import { command } from './command.ts'

export const reopen = command({
  name: 'reopen',
  summary: 'Open this conversation again',
  button: {
    label: 'Reopen',
    style: 'primary',
    when: (conversation) => conversation.status === 'closed',
  },
  run: () => ({ do: { type: 'reopen' } }),
})
