import { arg, command } from './command.ts'

export const retry = command({
  name: 'retry',
  summary: 'Send again a reply that did not reach the visitor',
  args: [arg('message', 'message', 'Which reply')],
  run: ({ target }) =>
    target
      ? { do: { type: 'retry', target } }
      : { wrong: 'Press Retry beside the reply that you mean.' },
})
