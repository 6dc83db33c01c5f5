/** One thing that a doctor found. `mend` says what a person is to do about it. */
export interface Finding {
  readonly mark: keyof typeof MARKS
  readonly says: string
  readonly mend?: string
}

/** What is found, each thing as it is found; and in the end what later checks build on. */
export type Findings<T = void> = AsyncGenerator<Finding, T, undefined>

const MARKS = { well: '✓', doubtful: '!', ill: '✗', unseen: '–', now: '→' } as const

export function well(says: string): Finding {
  return { mark: 'well', says }
}

/** It works, or may: somebody should know. */
export function doubtful(says: string, mend: string): Finding {
  return { mark: 'doubtful', says, mend }
}

export function ill(says: string, mend: string): Finding {
  return { mark: 'ill', says, mend }
}

/** What could not be looked at, and why. */
export function unseen(says: string): Finding {
  return { mark: 'unseen', says }
}

/** Something that a person is to do while the doctor waits. */
export function now(says: string): Finding {
  return { mark: 'now', says }
}

/** Prints each finding as it comes, and in the end a line about all of them. False when something is ill. */
export async function examine(
  findings: AsyncIterable<Finding>,
  print: (line: string) => void,
): Promise<boolean> {
  const counts = { ill: 0, doubtful: 0 }
  for await (const { mark, says, mend } of findings) {
    print(`${MARKS[mark]} ${indented(says)}`)
    if (mend !== undefined) print(`  ${indented(mend)}`)
    if (mark === 'ill' || mark === 'doubtful') counts[mark] += 1
  }
  print('')
  print(summary(counts))
  return counts.ill === 0
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n  ')
}

function summary({ ill, doubtful }: { readonly ill: number; readonly doubtful: number }): string {
  const look =
    doubtful === 1 ? 'One thing is worth a look.' : `${doubtful} things are worth a look.`
  const mend = ill === 1 ? 'One thing is to be mended.' : `${ill} things are to be mended.`
  if (ill > 0) return doubtful > 0 ? `${mend} ${look}` : mend
  return doubtful > 0 ? `Nothing is broken. ${look}` : 'All is well.'
}
