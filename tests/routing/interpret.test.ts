import { describe, expect, it } from 'vitest'
import { interpret, parseCommand } from '../../src/routing/interpret.ts'

const names = ['Ana', 'Ana Maria', 'Ben']

describe('a line in a thread', () => {
  it.each([
    ['hello', { kind: 'text', text: 'hello' }],
    ['// she is upset', { kind: 'note', text: 'she is upset' }],
    ['//she is upset', { kind: 'note', text: 'she is upset' }],
    ['  // she is upset', { kind: 'note', text: 'she is upset' }],
    ['!nice work', { kind: 'text', text: '!nice work' }],
    ['!', { kind: 'text', text: '!' }],
    ['see https://a.b//c', { kind: 'text', text: 'see https://a.b//c' }],
    ['/ 5 is too much', { kind: 'text', text: '/ 5 is too much' }],
    ['1/2', { kind: 'text', text: '1/2' }],
  ])('%j is %j', (line, expected) => {
    expect(interpret(line, names)).toEqual(expected)
  })

  it.each(['/claim', '!claim', '/CLAIM', '/take', '  /claim  '])('%j claims', (line) => {
    expect(interpret(line, names)).toEqual({
      kind: 'command',
      parsed: { ok: true, name: 'claim', args: {} },
    })
  })

  it('never takes a mistyped command for words to the visitor', () => {
    expect(interpret('/clami', names)).toMatchObject({ kind: 'command', parsed: { ok: false } })
  })
})

describe('a command line', () => {
  it.each([
    ['/transfer @ben she asks about refunds', { agent: 'Ben', note: 'she asks about refunds' }],
    ['/transfer ana maria, she knows', { agent: 'Ana Maria', note: ', she knows' }],
    ['/transfer Ana hello', { agent: 'Ana', note: 'hello' }],
    ['/transfer @zoe', { agent: 'zoe' }],
    ['/transfer "Zoe Q" hello there', { agent: 'Zoe Q', note: 'hello there' }],
    ['/close decision we refund\nthe lot', { outcome: 'decision', note: 'we refund\nthe lot' }],
    ['/snooze 3h', { until: '3h' }],
    ['/tag refund', { tag: 'refund' }],
    ['/whisper @Ben look at the refund', { to: 'Ben', text: 'look at the refund' }],
    ['!whisper @ana maria  psst', { to: 'Ana Maria', text: 'psst' }],
    ['/whisper Ben was here', { text: 'Ben was here' }],
    ['/whisper @zoe psst', { to: 'zoe', text: 'psst' }],
    ['/canned', {}],
    ['/reply  two  spaces', { text: 'two  spaces' }],
  ])('%j gives %j', (line, args) => {
    expect(parseCommand(line, names)).toMatchObject({ ok: true, args })
  })

  it.each([
    ['/transfer', /wants to whom \(@name\)/],
    ['/close', /wants outcome/],
    ['/whisper', /wants whisper/],
    ['/whisper @ben', /wants whisper/],
    ['/claim now', /does not take “now”/],
    ['/clam', /Did you mean `\/claim`/],
    ['/zzz', /`\/help` lists them/],
  ])('%j is answered with a sentence', (line, sentence) => {
    const parsed = parseCommand(line, names)
    expect(parsed.ok ? '' : parsed.sentence).toMatch(sentence)
  })
})
