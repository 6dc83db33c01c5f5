import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emojiNamed } from '../../src/adapters/slack/emoji.ts'
import { faceOfVisitor } from '../../src/adapters/visitor-face.ts'
import type { VisitorId } from '../../src/conversation/ids.ts'

const someone = (name: string, id = 'v1') => ({ id: id as VisitorId, name })

describe('the face of a visitor', () => {
  it('is the animal that they are called by', () => {
    expect(faceOfVisitor(someone('Quiet Otter')).sign).toBe('🦦')
    expect(faceOfVisitor(someone('Bold Fox', 'v2')).sign).toBe('🦊')
  })

  it('is the same each time for the same visitor, and not the same for all', () => {
    const faces = Array.from({ length: 50 }, (_, index) =>
      faceOfVisitor(someone('Nina', `v${index}`)),
    )
    expect(new Set(faces.map(({ sign }) => sign)).size).toBeGreaterThan(10)
    expect(faceOfVisitor(someone('Nina', 'v7'))).toEqual(faces[7])
  })

  it('is one that Slack knows by its name, whoever it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (id, name) => {
        const face = faceOfVisitor(someone(name, id))
        expect(emojiNamed(face.name)?.unicode).toBe(face.sign)
      }),
    )
  })
})
