import { edit as mayEdit } from '../conversation/deciding-speech.ts'
import type { Message } from '../conversation/message.ts'
import { cleanText, plainText } from '../conversation/message.ts'
import { arg, command } from './command.ts'
import { meantBy } from './words.ts'

export const edit = command({
  name: 'edit',
  summary: 'Change what you said, for whoever reads it',
  for: 'creator',
  args: [
    arg('message', 'message', 'Which message'),
    arg('text', 'text', 'What it says', { placeholder: 'Whoever reads it now reads this instead' }),
  ],
  prefill: ({ conversation, target, by }) => {
    const same = { type: 'edit', target, content: target.content, intent: 'auto' } as const
    const decision = mayEdit(conversation, same, by)
    // That nothing would change is all that may stand against what it says already.
    if (decision.ok || decision.refusal.code === 'unchanged')
      return { args: { text: words(target) } }
    return { wrong: decision.refusal.sentence }
  },
  run: ({ args: { text = '' }, target }) => {
    if (!target) return { wrong: 'Choose Edit in the menu of the message that you mean.' }
    const meant = meantBy(text, 'auto', target.content.files)
    // Words that were left as they stood keep their looks, which a form does not show.
    const content = text === words(target) ? target.content : meant.content
    return { do: { type: 'edit', target, content, intent: meant.intent } }
  },
})

function words({ content }: Message): string {
  return cleanText(plainText({ ...content, files: [] }))
}
