// Sends real chats through a whole house with six departments, and says where they went. `npm run bench:routing -- FILE`.
import '../src/require-node.ts'
import { sideBySide } from '../scripts/replay/side-by-side.ts'
import type { Chat } from './classify/data.ts'
import { readChatFile } from './classify/data.ts'
import { chatsApart } from './classify/sampling.ts'
import type { Arguments } from './routing/arguments.ts'
import { readArguments, USAGE } from './routing/arguments.ts'
import { openHouse } from './routing/house.ts'
import type { Outcome, Run } from './routing/report.ts'
import { reportOf } from './routing/report.ts'
import { looking, writeChat } from './routing/writing.ts'

/** Messages of a chat that are written one after another. */
const MOST = 5
/** Visitors who write at once, by far fewer than the 64 questions that the machine takes at a time. */
const AT_ONCE = 16

async function run({ file, phrases, limit }: Arguments, seed: number): Promise<Run> {
  const began = performance.now()
  const { train, test } = chatsApart(readChatFile(file), phrases, seed)
  const chats = spreadOver(test, limit)
  const house = await openHouse(train)
  const { look, close } = looking(house)
  const outcomes: Outcome[] = []
  const whole: Outcome[] = []
  const waits: number[] = []
  let visitors = 0
  async function write(texts: readonly string[]) {
    visitors += 1
    return writeChat(house, look, texts, visitors)
  }
  try {
    await sideBySide(chats, AT_ONCE, async ({ domain, turns }) => {
      const texts = turns.map(({ text }) => text).filter((text) => text.trim() !== '')
      const written = await write(texts.slice(0, MOST))
      waits.push(...written.waits)
      outcomes.push({ domain, teams: written.teams })
      const { teams } = await write([texts.join('\n')])
      whole.push({ domain, teams })
      if (whole.length % 100 === 0) say(`draw ${seed}: ${whole.length} of ${chats.length}`)
    })
  } finally {
    close()
    await house.close()
  }
  const seconds = (performance.now() - began) / 1_000
  return { chats: outcomes, whole, waits, asked: house.asked, seconds }
}

function say(what: string): void {
  process.stderr.write(`… ${what}\n`)
}

/** So many of them, from all over the file. */
function spreadOver(chats: readonly Chat[], limit: number): readonly Chat[] {
  const step = Math.max(1, chats.length / limit)
  return chats.filter((_, place) => Math.floor(place / step) !== Math.floor((place - 1) / step))
}

async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2))
  const runs: Run[] = []
  for (const seed of given.seeds) runs.push(await run(given, seed))
  console.log(reportOf(runs, MOST))
}

main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
  process.exitCode = 1
})
