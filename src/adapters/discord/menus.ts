// What the menus of a message and of a person offer: fifteen each at most, by names of at most 32 characters.

interface Item {
  readonly label: string
  readonly command: string
}

interface MessageItem extends Item {
  /** It is about that very message, and not only about its conversation. */
  readonly beside?: true
}

interface PersonItem extends Item {
  /** The argument that the person is. */
  readonly arg: string
}

export const MESSAGE_MENU: readonly MessageItem[] = [
  { label: 'Claim', command: 'claim' },
  { label: 'Reply to visitor', command: 'reply' },
  { label: 'Canned reply', command: 'canned' },
  { label: 'Note', command: 'note' },
  { label: 'Whisper', command: 'whisper' },
  { label: 'Reassign', command: 'assign' },
  { label: 'Close', command: 'close' },
  { label: 'Edit', command: 'edit', beside: true },
  { label: 'Delete', command: 'delete', beside: true },
]

export const PERSON_MENU: readonly PersonItem[] = [
  { label: 'Assign this to them', command: 'assign', arg: 'agent' },
  { label: 'Put on duty', command: 'on', arg: 'member' },
  { label: 'Put off duty', command: 'off', arg: 'member' },
]
