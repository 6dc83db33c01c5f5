#!/usr/bin/env node
import './require-node.ts'
import { check } from './cli/check.ts'
import { classify } from './cli/classify.ts'
import { doctor } from './cli/doctor.ts'
import { eatenByNpm } from './cli/eaten-by-npm.ts'
import { routes } from './cli/routes.ts'
import { taxonomy } from './cli/taxonomy.ts'

const USAGE = `greenroom check [FILE]   says what is wrong with the settings, by key, line and column
greenroom doctor slack   looks at everything between Greenroom and Slack, and says how to mend it
greenroom doctor discord the same for Discord
    --channel NAME       posts its test message there; otherwise in the first channel of the settings
    --wait SECONDS       how long it waits for a press of the button; 60
    --no-post            writes nothing into Slack or Discord
greenroom routes test "first message"
                         says which rule sends it where, and why none before it does
    --inbox ID --page URL --referrer URL --language TAG --source DOOR --attribute NAME=VALUE
    --tag TAG --returning --verified --at TIME
                         what else is known of it
    --intent ID[=0.9] --department TEAM[=0.9] --sentiment WORD[=0.9] --no-classify
                         what it is about, in place of what a machine makes of it
    --last N             instead: where the newest N conversations went, and would go now
greenroom classify eval  says how right labels were, and would be now, by what people corrected
    --last N             by the newest N corrections; 2000
    --openai             asks OpenAI too, with OPENAI_API_KEY
    --json               for programs
greenroom taxonomy       lists the labels, how often each was used, and which are too many
    --days N             in the last N days; 90
    --no-classify        without what the classifier makes of the examples, which takes a while
    --json               for programs
greenroom invite discord prints the link by which the bot comes into the server

With npm, options come after two dashes: npm run greenroom -- doctor slack --no-post
`

const commands: Readonly<Record<string, (args: readonly string[]) => number | Promise<number>>> = {
  check,
  doctor,
  routes,
  classify,
  taxonomy,
  // It brings Discord's packages along, which take a while to load.
  invite: async (args) => (await import('./cli/invite.ts')).invite(args),
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
  process.exitCode = 2
}

async function run([name, ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name ?? ''] : undefined
  if (!command) {
    process.stderr.write(USAGE)
    return name === undefined || name === 'help' ? 0 : 2
  }
  const eaten = eatenByNpm(process.env)
  if (eaten !== null) throw new Error(eaten)
  return command(args)
}
