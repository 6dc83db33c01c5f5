import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { bindable, statementCache } from '../../../src/adapters/sql/statements.ts'

describe('a statement', () => {
  const statementFor = statementCache(new DatabaseSync(':memory:'))
  const two = statementFor(`SELECT ?, "what?", 'why; not?', ?`.replace('"what?",', ''))

  it.each([
    ['an object', [{ a: 1 }, 2], 'Value 1 cannot be stored: it is of type object'],
    ['something missing', ['a', undefined], 'Value 2 cannot be stored: it is of type undefined'],
    ['no number', [1, Number.NaN], 'Value 2 cannot be stored: it is NaN'],
    ['a flag', [true, 1], 'Value 1 cannot be stored: it is of type boolean'],
    ['too few', ['a'], '2 values are wanted, 1 given'],
    ['too many', ['a', 'b', 'c'], '2 values are wanted, 3 given'],
  ])('does not take %s for a value', (_, values, because) => {
    expect(() => bindable(two, values)).toThrow(because)
  })

  it('takes text, numbers and null', () => {
    expect(bindable(two, ['?', null])).toEqual(['?', null])
    expect(bindable(two, [1, 2n])).toEqual([1, 2n])
  })

  it('is one, not several of which only the first would run', () => {
    expect(() => statementFor('SELECT 1; SELECT 2')).toThrow('One statement at a time')
  })

  it('is prepared once', () => {
    expect(statementFor('SELECT 3;')).toBe(statementFor('SELECT 3;'))
  })
})
