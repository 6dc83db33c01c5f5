/** What Slack takes; in characters (UTF-16 code units) where the name is of a text. */
export const LIMITS = {
  /** Of one post, escaped: chat.update takes no more than 4,000, so what was posted can be edited. */
  post: 3_000,
  /** Slack takes 3,000 in a block's address. */
  url: 2_000,
  sectionText: 3_000,
  headerText: 150,
  blocks: 50,
  viewBlocks: 100,
  actions: 25,
  buttonText: 75,
  buttonValue: 2_000,
  overflow: 5,
  options: 100,
  optionText: 75,
  optionValue: 75,
  actionId: 255,
  blockId: 255,
  title: 24,
  label: 2_000,
  hint: 2_000,
  placeholder: 150,
  inputText: 3_000,
  privateMetadata: 3_000,
  username: 80,
} as const
