import type { Fellow, Outcome } from './command.ts'

/** The active member of that id or name, `@` and case aside. */
export function fellowNamed(fellows: readonly Fellow[], raw: string): Fellow | undefined {
  const name = bare(raw)
  return fellows.find((one) => one.id === name || one.name.toLowerCase() === name.toLowerCase())
}

/** What a name that no member has is answered with. */
export function noSuchFellow(raw: string): Outcome {
  return { wrong: `There is no member called “${bare(raw)}”. \`/members\` lists them.` }
}

function bare(raw: string): string {
  return raw.trim().replace(/^@/, '')
}
