#!/usr/bin/env node
import './require-node.ts'
import { check } from './cli/check.ts'
import { classify } from './cli/classify.ts'
import { doctor } from './cli/doctor.ts'
import { eatenByNpm } from './cli/eaten-by-npm.ts'
import { routes } from './cli/routes.ts'
import { taxonomy } from './cli/taxonomy.ts'
import { moreHelp, noSuchCommand, usageOf } from './cli/usage.ts'

const commands: Readonly<Record<string, (args: readonly string[]) => number | Promise<number>>> = {
  check,
  doctor,
  routes,
  classify,
  taxonomy,
  // It brings Discord's packages along, which take a while to load.
  invite: async (args) => (await import('./cli/invite.ts')).invite(args),
}

const [name, ...args] = process.argv.slice(2)
try {
  process.exitCode = await run()
} catch (error) {
  const sentence = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${sentence}\n\n${moreHelp(name)}\n`)
  process.exitCode = 2
}

async function run(): Promise<number> {
  if (name === undefined || ['help', '--help', '-h'].includes(name)) return help(args[0])
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new Error(noSuchCommand(name))
  if (args.includes('--help') || args.includes('-h')) return help(name)
  const eaten = eatenByNpm(process.env)
  if (eaten !== null) throw new Error(eaten)
  return command(args)
}

function help(about: string | undefined): number {
  process.stdout.write(usageOf(about))
  return 0
}
