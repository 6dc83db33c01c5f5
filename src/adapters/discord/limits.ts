/** What Discord takes; in characters (UTF-16 code units). */
export const LIMITS = {
  /** Of a message's text. */
  message: 2_000,
  /** Of somebody's words in it: beside them it says who they are by, and carries its mark. */
  words: 1_750,
  /** An address longer than this stays text, which can be split. */
  url: 1_500,
  /** The name over an embed, or over a webhook's message. */
  username: 80,
} as const
