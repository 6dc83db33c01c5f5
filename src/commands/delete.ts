import { arg, command } from './command.ts'

export const deleting = command({
  name: 'delete',
  summary: 'Take back what you said, off the visitor’s screen as well',
  for: 'creator',
  args: [arg('message', 'message', 'Which message')],
  run: ({ target }) =>
    target
      ? { do: { type: 'remove', target } }
      : { wrong: 'Choose Delete in the menu of the message that you mean.' },
})
