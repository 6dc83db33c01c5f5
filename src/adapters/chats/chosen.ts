import type { Command } from '../../commands/command.ts'

/** What was chosen in a list beside a conversation, as the command's argument; nothing where nothing was. */
export function chosenArgs(
  { pick, args }: Pick<Command, 'pick' | 'args'>,
  chosen: string | undefined,
): Readonly<Record<string, string>> {
  const name = pick?.arg ?? args.find(({ kind }) => kind === 'canned')?.name
  return name === undefined || chosen === undefined ? {} : { [name]: chosen }
}
