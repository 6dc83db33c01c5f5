import { mayActAs } from '../conversation/actor.ts'
import { command } from './command.ts'

export const reopen = command({
  name: 'reopen',
  summary: 'Open this conversation again',
  button: {
    label: 'Reopen',
    style: 'primary',
    when: (conversation, by) => mayActAs(by.role, 'agent') && conversation.status === 'closed',
  },
  run: () => ({ do: { type: 'reopen' } }),
})
