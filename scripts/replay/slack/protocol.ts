/** How a workspace is furnished: one person of the team for each name, one channel for each. */
export interface WorkspacePlan {
  readonly seed: number
  /** How many times faster than Slack it takes calls and sends again what was not acknowledged. */
  readonly pace: number
  readonly people: readonly string[]
  readonly channels: readonly string[]
  readonly weather: boolean
  /** Where events go by HTTP; null: Socket Mode. */
  readonly requestUrl: string | null
}

/** What the app needs to know of the workspace. */
export interface Workspace {
  readonly apiUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
}

/** What the process that holds the workspace tells, and what it answers. */
export type FromWorkspace =
  | { readonly type: 'ready'; readonly workspace: Workspace }
  /** The thread of this guest has now these lines of theirs, and so many posts that nobody answered yet. */
  | {
      readonly type: 'heard'
      readonly guest: string
      readonly lines: readonly string[]
      readonly unanswered: number
    }
  /** An agent has answered. */
  | {
      readonly type: 'said'
      readonly guest: string
      readonly text: string
      readonly unanswered: number
    }
  | { readonly type: 'fault'; readonly sentence: string }
  | {
      readonly type: 'holds'
      readonly threads: readonly HeldThread[]
      readonly weathered: Weathered
    }

export type ToWorkspace =
  | { readonly type: 'furnish'; readonly plan: WorkspacePlan }
  /** Asks what all threads hold, read from scratch. */
  | { readonly type: 'read' }

/** A thread as anyone finds it in Slack who opens it now. */
export interface HeldThread {
  readonly guest: string
  readonly posts: readonly HeldPost[]
}

export interface HeldPost {
  /** The name that stands over it. */
  readonly by: string
  /** By the app, under a visitor's name. */
  readonly isVisitors: boolean
  readonly text: string
}

/** What the weather did, and what Slack refused. */
export interface Weathered {
  readonly calls: number
  /** Calls that came faster than Slack takes them. */
  readonly tooFast: number
  /** How often what went wrong. */
  readonly troubles: Readonly<Record<string, number>>
  /** Events that Slack gave up on. */
  readonly givenUp: number
  readonly complaints: readonly string[]
}

/** The id that a person of the team has in Slack. */
export function slackIdOf(name: string): string {
  return `U${name.toUpperCase()}`
}

/** The name that a visitor goes by, from which their thread is known in Slack. */
export function guestName(index: number): string {
  return `Guest ${String(index + 1).padStart(5, '0')}`
}

/** The lines of a text, as they are compared: without what is empty, and blanks as one. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
}
