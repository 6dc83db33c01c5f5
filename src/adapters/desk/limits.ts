import { MAX_TEXT } from '../../conversation/message.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

/** What the desk holds to. Times in ms, sizes in bytes unless the name says otherwise. */
export const LIMITS = {
  frame: 1024 * 1024,
  text: MAX_TEXT,
  files: 10,
  /** Teams of one invitation. */
  teams: 100,
  /** Frames of one socket that wait for their turn. */
  waiting: 500,
  /** Pages that one member may have at once. */
  seats: 50,
  /** Threads that one socket may have open at once. */
  open: 50,
  /** What a socket may be behind with before it is closed, to come back by its cursor. */
  behind: 8 * 1024 * 1024,
  /** For the first frame after connecting. */
  hello: 10 * SECOND,
  heartbeat: 10 * SECOND,
  /** How long a member counts as present after the last sign of them. */
  present: 30 * SECOND,
  /** The longest rest between two pushes, when much is to be told. */
  rest: 20,
  /** How long an address of a file works after the page got it. */
  address: DAY,
  /** How long a stop waits for what is being done. */
  stop: 5 * SECOND,
  signedIn: 30 * DAY,
  invitation: 7 * DAY,
  /** Entries. */
  page: { threads: 200, posts: 100, older: 50, missed: 500, closed: 200 },
  /** Answers that are remembered, for frames that come again. */
  answers: 2_000,
  /** Characters of a thread's newest message in the list. */
  snippet: 140,
} as const
