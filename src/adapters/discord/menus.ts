// What the menus of a message and of a person offer: fifteen each at most, by names of at most 32 characters.

interface MessageItem {
  readonly label: string
  readonly command: string
}

interface PersonItem extends MessageItem {
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
]

export const PERSON_MENU: readonly PersonItem[] = [
  { label: 'Assign this to them', command: 'assign', arg: 'agent' },
  { label: 'Put on duty', command: 'on', arg: 'member' },
  { label: 'Put off duty', command: 'off', arg: 'member' },
]
