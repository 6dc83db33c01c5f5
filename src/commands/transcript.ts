import { transcript as asText } from '../conversation/transcript.ts'
import { command } from './command.ts'

export const transcript = command({
  name: 'transcript',
  summary: 'Show the whole conversation as text, notes and all',
  for: 'creator',
  run: async ({ history, moves }) => ({ text: asText(await history(), await moves()) }),
})
