import { arg, command } from './command.ts'

export const send = command({
  name: 'send',
  summary: 'Claim, and send to the visitor what was kept as a note',
  args: [arg('message', 'message', 'Which note')],
  run: async ({ target, newMessageId, past }) =>
    target
      ? { do: { type: 'sendNote', target, message: newMessageId(), past: await past() } }
      : { wrong: 'Press “Claim and send” beside the note that you mean.' },
})
