import { parseArgs } from 'node:util'
import { examine } from '../adapters/chats/doctor.ts'
import type { Findings } from '../adapters/chats/doctor.ts'
import { ownVariables } from '../config.ts'
import type { Variables } from '../config.ts'

export interface Options {
  /** Where to post, by name or id; null: in the first place of the settings. */
  readonly channel: string | null
  readonly mayPost: boolean
  /** Ms. */
  readonly wait: number
}

type Doctor = (options: Options, variables: Variables) => Findings

/** Each brings its platform's packages along, which take a while to load. */
const DOCTORS: Readonly<Record<string, () => Promise<Doctor>>> = {
  slack: async () => (await import('./doctor-slack.ts')).doctorSlack,
  discord: async () => (await import('./doctor-discord.ts')).doctorDiscord,
}

const LONGEST_WAIT = 600

/** `greenroom doctor slack|discord`: 0 when nothing is broken. Throws a sentence for arguments that it does not know. */
export async function doctor(
  args: readonly string[],
  variables: Variables = ownVariables(),
  print: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Promise<number> {
  const { of, options } = read(args)
  const doctorOf = await of()
  return (await examine(doctorOf(options, variables), print)) ? 0 : 1
}

function read(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      channel: { type: 'string' },
      wait: { type: 'string', default: '60' },
      'no-post': { type: 'boolean', default: false },
    },
  })
  const named = positionals.join(' ')
  const of = Object.hasOwn(DOCTORS, named) ? DOCTORS[named] : undefined
  if (!of) throw new Error('The doctor wants to know of what: slack or discord.')
  const wait = Number(values.wait)
  if (!Number.isInteger(wait) || wait < 1 || wait > LONGEST_WAIT)
    throw new Error(`--wait wants whole seconds, from 1 to ${LONGEST_WAIT}.`)
  const options: Options = {
    channel: values.channel?.replace(/^#/, '') ?? null,
    mayPost: !values['no-post'],
    wait: wait * 1_000,
  }
  return { of, options }
}
