import { arg, command } from './command.ts'
import { timeFromNow } from './time.ts'

export const snooze = command({
  name: 'snooze',
  aliases: ['later'],
  summary: 'Put this conversation away until a time, or until the visitor writes',
  args: [
    arg('until', 'duration', 'For how long', {
      choices: ['30m', '1h', '3h', 'tomorrow', 'monday', '7d'],
      placeholder: '30m, 3h, 2d, tomorrow, monday',
    }),
  ],
  button: {
    label: 'Snooze',
    style: 'normal',
    when: (conversation) => conversation.status === 'waiting' || conversation.status === 'claimed',
  },
  run: ({ args, now, zone }) => {
    const until = timeFromNow(args['until'] ?? '', now, zone)
    if (until !== null) return { do: { type: 'snooze', until } }
    return { wrong: 'Say for how long: `30m`, `3h`, `2d`, `tomorrow` or a weekday.' }
  },
})
