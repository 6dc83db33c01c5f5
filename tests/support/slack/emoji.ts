/** The emoji that this Slack knows, by the names they go by. Slack refuses a reaction by any other name. */
export const EMOJI: Readonly<Record<string, string>> = {
  '+1': '👍',
  thumbsup: '👍',
  '-1': '👎',
  thumbsdown: '👎',
  alarm_clock: '⏰',
  arrow_right: '➡️',
  arrows_counterclockwise: '🔄',
  ballot_box_with_check: '☑️',
  bell: '🔔',
  bust_in_silhouette: '👤',
  clap: '👏',
  clock3: '🕒',
  closed_lock_with_key: '🔐',
  cry: '😢',
  envelope: '✉️',
  exclamation: '❗',
  eye: '👁️',
  eyes: '👀',
  fire: '🔥',
  grinning: '😀',
  hand: '✋',
  heart: '❤️',
  heavy_check_mark: '✔️',
  heavy_exclamation_mark: '❗',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  incoming_envelope: '📨',
  information_source: 'ℹ️',
  joy: '😂',
  large_blue_circle: '🔵',
  large_green_circle: '🟢',
  large_orange_circle: '🟠',
  large_red_circle: '🔴',
  large_yellow_circle: '🟡',
  lock: '🔒',
  mailbox: '📫',
  memo: '📝',
  no_entry: '⛔',
  no_entry_sign: '🚫',
  outbox_tray: '📤',
  paperclip: '📎',
  pencil: '📝',
  pencil2: '✏️',
  pray: '🙏',
  pushpin: '📌',
  question: '❓',
  raised_hands: '🙌',
  red_circle: '🔴',
  rocket: '🚀',
  rotating_light: '🚨',
  see_no_evil: '🙈',
  shushing_face: '🤫',
  simple_smile: '🙂',
  slightly_smiling_face: '🙂',
  smile: '😄',
  smiley: '😃',
  speech_balloon: '💬',
  star: '⭐',
  tada: '🎉',
  thinking_face: '🤔',
  ticket: '🎫',
  triangular_flag_on_post: '🚩',
  unlock: '🔓',
  warning: '⚠️',
  wastebasket: '🗑️',
  wave: '👋',
  white_check_mark: '✅',
  white_circle: '⚪',
  x: '❌',
  zap: '⚡',
  zipper_mouth_face: '🤐',
  zzz: '💤',
}

/** The name without its skin tone. */
export function plainName(name: string): string {
  return name.replace(/::skin-tone-[2-6]$/, '')
}

/** What people see for `:name:`; a name unknown here stays as it is written. */
export function emojiFor(name: string): string {
  return EMOJI[plainName(name)] ?? `:${name}:`
}

/** The name of an emoji that someone typed as such, or undefined. */
export function nameOfEmoji(character: string): string | undefined {
  return Object.entries(EMOJI).find(([, one]) => one === character)?.[0]
}

/** Its code points in hex, as rich text carries them. */
export function unicodeOf(name: string): string | undefined {
  const character = EMOJI[plainName(name)]
  if (character === undefined) return undefined
  return Array.from(character, (one) => one.codePointAt(0)?.toString(16)).join('-')
}
