import { didYouMean } from '../conversation/nearest.ts'

const CHECK = `greenroom check [FILE]
    says what is wrong with the settings, by key, line and column
`

const DOCTOR = `greenroom doctor slack
greenroom doctor discord
    looks at everything between Greenroom and Slack, or Discord, and says how
    to mend it
    --channel NAME    posts its test message there; otherwise in the first
                      channel of the settings
    --wait SECONDS    how long it waits for a press of the button; 60
    --no-post         writes nothing into Slack or Discord
`

const INVITE = `greenroom invite discord
    prints the link by which the bot comes into the server
`

const ROUTES = `greenroom routes test "first message"
    says which rule sends it where, and why none before it does
    --inbox ID, --page URL, --referrer URL, --language TAG, --source DOOR,
    --attribute NAME=VALUE, --tag TAG, --returning, --verified, --at TIME
                      what else is known of it
    --intent ID, --department TEAM, --sentiment WORD
                      what it is about; refund=0.9: a machine is so sure of it
    --no-classify     no machine is asked what it is about
greenroom routes test --last N
    where the newest N conversations went, and would go now
`

const CLASSIFY = `greenroom classify eval
    says how right labels were, and would be now, by what people corrected
    --last N          by the newest N corrections; 2000
    --openai          asks OpenAI too, with OPENAI_API_KEY
    --json            for programs
`

const TAXONOMY = `greenroom taxonomy
    lists the labels, how often each was used, and which are too many
    --days N          in the last N days; 90
    --no-classify     without what the classifier makes of the examples, which
                      takes a while
    --json            for programs
`

const BY_NAME: ReadonlyMap<string, string> = new Map([
  ['check', CHECK],
  ['doctor', DOCTOR],
  ['invite', INVITE],
  ['routes', ROUTES],
  ['classify', CLASSIFY],
  ['taxonomy', TAXONOMY],
])

const WITH_NPM = `
With npm, options come after two dashes:
    npm run greenroom -- doctor slack --no-post
`

/** What a command does and takes, at most 80 columns wide; all of them where it is none of them. */
export function usageOf(name: string | undefined): string {
  const its = BY_NAME.get(name ?? '')
  return (its ?? [...BY_NAME.values()].join('\n')) + WITH_NPM
}

/** The sentence for a name that is no command’s. */
export function noSuchCommand(name: string): string {
  return `There is no command ${name}: ${didYouMean(name, [...BY_NAME.keys()])}`
}

/** Where to read on after a sentence that says what is wrong. */
export function moreHelp(name: string | undefined): string {
  const its = BY_NAME.has(name ?? '') ? ` ${name}` : ''
  return `npm run greenroom help${its} says what there is.`
}
