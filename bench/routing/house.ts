import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { openClassifiers } from '../../src/classifiers.ts'
import type { Classifiers } from '../../src/classifiers.ts'
import { formatProblems, loadSettings } from '../../src/config.ts'
import type { Settings } from '../../src/config.ts'
import { startGreenroom } from '../../src/greenroom.ts'
import type { Sample } from '../classify/data.ts'

export const INBOX = 'door'

export interface Question {
  readonly ms: number
  readonly isAnswered: boolean
}

/** A running house with a department for each label, which learned these phrases and nothing else. */
export interface House {
  readonly url: string
  /** The database’s file. */
  readonly file: string
  /** Each question to the machine: how long it took (ms), and whether it was answered. */
  readonly asked: readonly Question[]
  close(): Promise<void>
}

/** Opens the house and waits until it has learned. */
export async function openHouse(phrases: readonly Sample[]): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-routing-'))
  const settings = settingsIn(folder, phrases)
  const log = pino({ level: 'silent' })
  const clock = { now: Date.now }
  const opened = await openClassifiers(settings, { openai: null }, { clock, log })
  const { classifiers, learned, asked } = watched(opened)
  const greenroom = await startGreenroom({
    environment: {
      port: 0,
      host: '127.0.0.1',
      data: folder,
      config: 'none',
      url: 'http://127.0.0.1:0',
      logLevel: 'silent',
      secret: null,
      proxies: 0,
      openai: null,
      secretNamed: () => null,
    },
    settings,
    classifiers,
    clock,
    log,
    pages: folder,
  })
  await learned
  return {
    url: `http://127.0.0.1:${greenroom.port}`,
    file: join(folder, 'greenroom.sqlite'),
    asked,
    async close() {
      await greenroom.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** The same, and how long they took to answer; `learned` once each has learned. */
function watched(opened: Classifiers) {
  const asked: Question[] = []
  const learned: Promise<void>[] = []
  const all = opened.now().map((its) => {
    const done = Promise.withResolvers<void>()
    learned.push(done.promise)
    const one: typeof its = {
      ...its,
      async learn(lesson) {
        await its.learn?.(lesson)
        done.resolve()
      },
      async classify(...given) {
        const began = performance.now()
        const answer = await its.classify(...given)
        // How visitors sound is asked besides.
        if (given[1].departments.length > 0)
          asked.push({ ms: performance.now() - began, isAnswered: answer !== null })
        return answer
      },
    }
    return one
  })
  return { classifiers: { ...opened, now: () => all }, learned: Promise.all(learned), asked }
}

function settingsIn(folder: string, phrases: readonly Sample[]): Settings {
  const byLabel = Map.groupBy(phrases, ({ label }) => label)
  const ids = [...byLabel.keys()].toSorted()
  const limits = {
    messages_per_minute: 600,
    burst: 100,
    new_conversations_per_hour_per_ip: 10_000,
  }
  const file = join(folder, 'greenroom.yaml')
  // JSON is YAML too.
  write(file, {
    name: 'Routing',
    teams: ids.map((id) => ({ id, name: id })),
    channels: [INBOX, ...ids].map((id) => ({ id, name: id })),
    routes: ids.map((id) => ({
      name: id,
      when: { department: id },
      // As people say it; what is read from it is plain data, which nothing calls.
      // eslint-disable-next-line unicorn/no-thenable
      then: { team: id, places: [{ chat: 'desk', channel: id }] },
    })),
    inboxes: [
      {
        id: INBOX,
        name: 'Door',
        places: [{ chat: 'desk', channel: INBOX }],
        doors: [{ channel: 'widget', origins: ['*'], limits }],
      },
    ],
  })
  write(join(folder, 'taxonomy.yaml'), {
    departments: ids.map((team) => ({
      team,
      examples: (byLabel.get(team) ?? []).map(({ text }) => text),
    })),
  })
  const read = loadSettings(file)
  if (!read.ok) throw new Error(formatProblems(read.problems))
  return read.settings
}

function write(file: string, value: unknown): void {
  writeFileSync(file, JSON.stringify(value))
}
