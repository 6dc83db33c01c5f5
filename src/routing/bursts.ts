import type { Message } from '../conversation/message.ts'

/** The first of these messages, and those after it that its visitor wrote in one go, with nobody's words between. */
export function burstOf(messages: readonly Message[]): readonly Message[] {
  const end = messages.findIndex((message, index) => {
    const before = messages[index - 1]
    return before !== undefined && !goesOn(before, message)
  })
  return end === -1 ? messages : messages.slice(0, end)
}

function goesOn(before: Message, message: Message): boolean {
  return (
    before.kind === 'visitor' &&
    message.kind === 'visitor' &&
    message.conversation === before.conversation &&
    message.number === before.number + 1
  )
}
