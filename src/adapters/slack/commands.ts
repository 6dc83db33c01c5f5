/** Commands that a message's menu offers: Slack takes five. */
export const SHORTCUTS = ['claim', 'canned', 'whisper', 'assign', 'close'] as const

/** What the menu calls those that go by another name there, where no card says how things stand. */
export const SHORTCUT_LABELS: Readonly<Record<string, string>> = {
  canned: 'Canned reply',
  assign: 'Reassign',
}
