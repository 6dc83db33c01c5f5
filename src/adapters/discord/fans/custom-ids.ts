// What the buttons and forms of people who write to the app carry.

export const CONTACT = 'contact'

/** The button that opens the form. */
export const OPEN_FORM = 'fans:open'

/** The form itself. */
export const FORM = 'fans:form'

/** The fields of the form, and the options of the command. */
export const FIELDS = { to: 'to', text: 'message' } as const

const TO = /^fans:to:([\w-]{1,60})$/

/** The button that chooses this inbox. */
export function choiceOf(inbox: string): string {
  return `fans:to:${inbox}`
}

/** The inbox that a button chooses, or null for any other button. */
export function readChoice(customId: string): string | null {
  return TO.exec(customId)?.[1] ?? null
}
