import { describe, expect, it } from 'vitest'
import { claimedBy, slackHouse } from '../support/slack-house.ts'
import { post } from '../adapters/widget/visitor.ts'

const SECRET = 'zebra'

/** What a log or a figure may never say: words, names, addresses, tokens. */
function leaks(all: string, never: readonly string[]): readonly string[] {
  return all.split('\n').filter((line) => never.some((one) => line.includes(one)))
}

describe('the log and the figures', () => {
  it.each(['socket', 'http'] as const)(
    'hold no words, no names, no addresses and no tokens, whatever happens (%s)',
    async (mode) => {
      const lines: string[] = []
      const logs = (line: string) => void lines.push(line)
      const house = await slackHouse({ mode, undo: '0s', logs, desk: true })
      const { slack } = house
      const who = { name: 'Oriana Quill', email: 'oriana@visitors.example' }
      await post(`${house.url}/widget/v1/demo/session`, who)
      const nina = await house.visitor()
      await nina.say(`My word is ${SECRET} visitor`)
      await house.shows(SECRET)
      await house.says('ben', `${SECRET} before joining`)
      await house.toldTo('ben', 'Kept as a note')
      await claimedBy(house, 'Ben')
      await house.says('ben', `${SECRET} reply`)
      await nina.until(() => nina.shows().includes(`${SECRET} reply`))
      await house.says('ben', `// ${SECRET} note`)
      await house.says('ben', `!whisper @Ana ${SECRET} refused`)
      await house.toldTo('ben', 'Only a supervisor')
      await house.says('cleo', `!whisper @Ben ${SECRET} whispered`)
      await house.toldTo('cleo', 'Whispered to Ben')
      await house.says('ben', `!snooze ${SECRET}`)
      await slack.user('ana').runs(`/greenroom note 1001 ${SECRET} slash`, 'support')
      await slack
        .user('ben')
        .uploads(
          'support',
          { name: `${SECRET}.txt`, content: SECRET, mimetype: 'text/plain' },
          { thread: (await house.thread()).root, saying: `${SECRET} file` },
        )
      for (const error of ['invalid_blocks', 'internal_error', 'msg_too_long'])
        slack.weather.brings({ method: 'chat.postMessage', does: { kind: 'refuse', error } })
      slack.weather.brings({ method: 'chat.update', does: { kind: 'fail' }, times: 3 })
      slack.weather.brings({ method: 'users.info', does: { kind: 'reset' }, times: 2 })
      await nina.say(`${SECRET} in bad weather`)
      slack.addUser({ handle: 'vera', realName: 'Vera Lind', displayName: 'Vera' })
      await house.says('vera', `${SECRET} from nobody`)
      await house.says('ben', `!close answered ${SECRET} closing`)
      await house.card('Closed: answered')
      const figures = await (await fetch(`${house.url}/metrics`)).text()
      await house.stop()
      const tokens = [slack.botToken, slack.appToken, slack.signingSecret, nina.token]
      const people = ['Ben', 'Cleo', 'Vera', 'Juno', 'Oriana', 'oriana@', '@example.com']
      expect(lines.length).toBeGreaterThan(10)
      expect(leaks([...lines, figures].join('\n'), [SECRET, ...people, ...tokens])).toEqual([])
    },
    20_000,
  )
})
