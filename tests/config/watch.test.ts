import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { watchSettings } from '../../src/config.ts'
import { folderWith, SMALLEST } from './text.ts'

/** Watches a file, and hands out what is told of it, one after the other. */
function watching(file: string) {
  const told: string[] = []
  const waiting: ((news: string) => void)[] = []
  const tell = (news: string) => {
    const next = waiting.shift()
    if (next) next(news)
    else told.push(news)
  }
  const stop = watchSettings(file, {
    changed: ({ name, taxonomy: { labels } }) =>
      tell(`changed to ${name}${labels.map(({ id }) => ` with ${id}`).join('')}`),
    refused: (problems) =>
      tell(`refused: ${problems.map(({ key, message }) => `${key} ${message}`).join()}`),
  })
  onTestFinished(stop)
  return async () => told.shift() ?? (await new Promise<string>((resolve) => waiting.push(resolve)))
}

function named(name: string): string {
  return SMALLEST.replace('Lantern House', name)
}

function start() {
  const folder = folderWith({ 'greenroom.yaml': SMALLEST })
  return { folder, file: join(folder, 'greenroom.yaml') }
}

describe('an edit of the settings', () => {
  test('is taken at once', async () => {
    const { file } = start()
    const next = watching(file)
    writeFileSync(file, named('First'))
    expect(await next()).toBe('changed to First')
    writeFileSync(file, named('Second'))
    expect(await next()).toBe('changed to Second')
  })

  test('is taken from an editor that puts a new file in the old one’s place', async () => {
    const { folder, file } = start()
    const next = watching(file)
    for (const name of ['First', 'Second']) {
      writeFileSync(join(folder, '.greenroom.yaml.swp'), named(name))
      renameSync(join(folder, '.greenroom.yaml.swp'), file)
      expect(await next()).toBe(`changed to ${name}`)
    }
  })

  test('is taken from a mounted volume that changes a link beside the file', async () => {
    const folder = folderWith({})
    for (const name of ['One', 'Two']) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'greenroom.yaml'), named(name))
    }
    symlinkSync('One', join(folder, 'data'))
    symlinkSync('data/greenroom.yaml', join(folder, 'greenroom.yaml'))
    const next = watching(join(folder, 'greenroom.yaml'))
    symlinkSync('Two', join(folder, 'data.new'))
    renameSync(join(folder, 'data.new'), join(folder, 'data'))
    expect(await next()).toBe('changed to Two')
  })

  test('that is wrong is refused with the reason, and the next right one is taken', async () => {
    const { file } = start()
    const next = watching(file)
    writeFileSync(file, SMALLEST.replace('chat: desk', 'chat: dusk'))
    expect(await next()).toBe(
      'refused: inboxes[0].places[0].chat wants desk, slack or discord; here it is "dusk"',
    )
    writeFileSync(file, SMALLEST)
    expect(await next()).toBe('changed to Lantern House')
  })

  test('of the taxonomy beside them is taken, refused and taken away as well', async () => {
    const { folder, file } = start()
    const next = watching(file)
    const labels = join(folder, 'taxonomy.yaml')
    writeFileSync(labels, 'intents: [{ id: refund, name: Refund }]\n')
    expect(await next()).toBe('changed to Lantern House with refund')
    writeFileSync(labels, 'intents: [{ id: refund }]\n')
    expect(await next()).toMatch(/^refused: intents\[0\]\.name is missing/)
    rmSync(labels)
    expect(await next()).toBe('changed to Lantern House')
  })

  test('that removes the file is refused, until it is back', async () => {
    const { file } = start()
    const next = watching(file)
    rmSync(file)
    expect(await next()).toMatch('is not there')
    writeFileSync(file, named('Back'))
    expect(await next()).toBe('changed to Back')
  })

  test('that changes nothing, or another file, is not told of', async () => {
    const { folder, file } = start()
    const next = watching(file)
    const other = watching(join(folder, 'notes.txt'))
    writeFileSync(file, SMALLEST)
    writeFileSync(join(folder, 'notes.txt'), 'something else')
    expect(await other()).toMatch('refused')
    writeFileSync(file, named('Real'))
    expect(await next()).toBe('changed to Real')
  })

  test('is not told of any more after the end', async () => {
    const { folder, file } = start()
    const told: string[] = []
    const stop = watchSettings(file, {
      changed: ({ name }) => told.push(name),
      refused: () => told.push('refused'),
    })
    const other = watching(join(folder, 'notes.txt'))
    stop()
    writeFileSync(file, named('Late'))
    writeFileSync(join(folder, 'notes.txt'), 'something else')
    await other()
    expect(told).toEqual([])
  })
})
