import { parseArgs } from 'node:util'
import { MODES } from './discord/protocol.ts'
import type { Mode } from './discord/protocol.ts'
import type { Sorting } from './sorted/settings.ts'
import type { KillPlan } from './killer.ts'

export const USAGE = `npm run replay -- FILE [options]

  FILE   a JSON object a line: {"conversation", "domain", "turns": [{"text"}, …]}

  --limit N                    the first N conversations alone
  --conversations-at-once N    how many go on side by side (300)
  --agents N                   how many answer (20, at most 26)
  --kill                       end the server without warning 8 to 12 times, and start it again
  --seed N                     at which moments (a number that is printed, for the same again)
  --slack, --slack=http        the team sits in a Slack on this machine, over a socket or by HTTP
  --discord, --discord=thread, --discord=channel
                               the team sits in a Discord on this machine: in forums, threads or channels
  --no-content                 with --discord: the app may not read what people write, who answer by /reply
  --walls                      with --discord: agents close what is over, and it holds no more than Discord
  --weather                    in a chat: answers get lost, events come twice, connections break
  --sorted, --sorted=0s        machines say what conversations are about, and rules send them elsewhere; a thread
                               waits for that so long (250ms)
  --pace N                     in a chat: how many times faster than the real one it goes (50)
  --keep                       keep the server's data and log
  --url U --link L --inbox I   a server that runs already, a one-time link for a supervisor, and an inbox
                               whose limits allow it`

export interface Arguments {
  readonly file: string
  readonly limit: number
  readonly atOnce: number
  readonly agents: number
  readonly kill: KillPlan | null
  readonly slack: SlackAsked | null
  readonly discord: DiscordAsked | null
  readonly sorting: Sorting | null
  readonly keep: boolean
  readonly url: string | null
  readonly link: string | null
  readonly inbox: string | null
}

interface ChatAsked {
  readonly weather: boolean
  readonly pace: number
  readonly seed: number
}

interface SlackAsked extends ChatAsked {
  readonly mode: 'socket' | 'http'
}

interface DiscordAsked extends ChatAsked {
  readonly mode: Mode
  readonly content: boolean
  readonly walls: boolean
}

type Read =
  | { readonly ok: true; readonly given: Arguments }
  | { readonly ok: false; readonly sentence: string }

/** Threads that one page of the desk watches at once, and a few to spare. */
const A_PAGE = 45
const ALONE: Readonly<Record<string, string>> = {
  '--slack': '--slack=socket',
  '--discord': '--discord=forum',
  '--sorted': '--sorted=250ms',
}
const KILLS = { least: 8, more: 5 }

/** What the command line asks for, or what is wrong with it. */
export function readArguments(args: readonly string[]): Read {
  try {
    return { ok: true, given: parse(args) }
  } catch (error) {
    return { ok: false, sentence: error instanceof Error ? error.message : String(error) }
  }
}

function parse(args: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    // These may stand alone.
    args: args.map((one) => ALONE[one] ?? one),
    allowPositionals: true,
    options: {
      limit: { type: 'string' },
      'conversations-at-once': { type: 'string', default: '300' },
      agents: { type: 'string', default: '20' },
      kill: { type: 'boolean', default: false },
      seed: { type: 'string' },
      slack: { type: 'string' },
      discord: { type: 'string' },
      'no-content': { type: 'boolean', default: false },
      walls: { type: 'boolean', default: false },
      weather: { type: 'boolean', default: false },
      sorted: { type: 'string' },
      pace: { type: 'string', default: '50' },
      keep: { type: 'boolean', default: false },
      url: { type: 'string' },
      link: { type: 'string' },
      inbox: { type: 'string' },
    },
  })
  const [file, ...rest] = positionals
  if (file === undefined || rest.length > 0) throw new Error('It wants one FILE.')
  const { url = null, link = null, inbox = null } = values
  if (url !== null && (link === null || inbox === null)) {
    throw new Error('With --url it wants --link and --inbox too.')
  }
  const { slack, discord } = values
  if (slack !== undefined && discord !== undefined) throw new Error('The team sits in one chat.')
  const inChat = slack !== undefined || discord !== undefined
  if (url !== null && inChat) throw new Error('A team in a chat wants a server of its own.')
  if (values.weather && !inChat) throw new Error('--weather wants --slack or --discord.')
  for (const name of ['no-content', 'walls'] as const)
    if (values[name] && discord === undefined) throw new Error(`--${name} wants --discord.`)
  if (url !== null && values.sorted !== undefined)
    throw new Error('--sorted wants a server of its own.')
  if (url !== null && values.kill) throw new Error('--kill ends only a server of its own.')
  const atOnce = count('conversations-at-once', values['conversations-at-once'])
  const agents = count('agents', values.agents)
  if (!inChat && atOnce > agents * A_PAGE) {
    throw new Error(`${agents} agents watch at most ${agents * A_PAGE} conversations at once.`)
  }
  const seed = count('seed', values.seed ?? String(Date.now() % 100_000))
  const weather = { weather: values.weather, pace: count('pace', values.pace), seed }
  return {
    file,
    limit: values.limit === undefined ? Infinity : count('limit', values.limit),
    atOnce,
    agents,
    kill: values.kill ? { times: KILLS.least + (seed % KILLS.more), seed } : null,
    slack: slack === undefined ? null : { ...weather, mode: slackMode(slack) },
    discord:
      discord === undefined
        ? null
        : {
            ...weather,
            mode: discordMode(discord),
            content: !values['no-content'],
            walls: values.walls,
          },
    sorting: values.sorted === undefined ? null : { wait: values.sorted },
    keep: values.keep,
    url,
    link,
    inbox,
  }
}

function discordMode(text: string): Mode {
  const found = MODES.find((one) => one === text)
  if (found) return found
  throw new Error(`--discord is in a forum, a thread or a channel, not “${text}”.`)
}

function slackMode(text: string): 'socket' | 'http' {
  if (text === 'socket' || text === 'http') return text
  throw new Error(`--slack is over a socket or http, not “${text}”.`)
}

function count(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new Error(`--${name} wants a whole number from 1, not “${text}”.`)
}
