import { arg, command } from './command.ts'

export const undo = command({
  name: 'undo',
  summary: 'Withdraw a reply while it is still held',
  args: [arg('message', 'message', 'Which reply')],
  run: ({ target }) =>
    target
      ? { do: { type: 'withdraw', target } }
      : { wrong: 'Press Undo beside the reply that you mean.' },
})
