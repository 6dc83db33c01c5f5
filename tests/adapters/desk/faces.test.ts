import { describe, expect, it } from 'vitest'
import { drawFace, facePath } from '../../../src/adapters/desk/faces.ts'

describe('a drawn face', () => {
  it.each([
    ['Ana', 'A'],
    ['ana maria lopez', 'AL'],
    ['Émile', 'É'],
    ['李 小龙', '李小'],
    ['<b>Ana</b>', 'B'],
    ['… …', '?'],
    ['🦊 Fox', 'F'],
  ])('of “%s” shows %s', (name, initials) => {
    expect(drawFace('1', name)).toContain(`>${initials}</text>`)
  })

  it('holds no markup of the name', () => {
    expect(drawFace('1', '</text><script>alert(1)</script>')).not.toContain('<script')
  })

  it('keeps its colour when the name changes', () => {
    const fill = (svg: string) => /fill="(hsl[^"]*)"/.exec(svg)?.[1]
    expect(fill(drawFace('1', 'Ana'))).toBe(fill(drawFace('1', 'Ben')))
    expect(fill(drawFace('1', 'Ana'))).not.toBe(fill(drawFace('2', 'Ana')))
  })

  it('has an address that no id can break out of, and that tells none', () => {
    expect(facePath('../a?b#c')).toMatch(/^\/faces\/[0-9a-f]{12}\.svg$/)
    expect(facePath('anna.kowalska')).not.toContain('anna')
    expect(facePath('slack-u0ana')).not.toBe(facePath('slack-u0ben'))
  })
})
