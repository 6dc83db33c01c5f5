import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pictureSize } from '../../../src/adapters/picture-size.ts'
import { GIF, jpeg, PNG, webp } from './bytes.ts'

describe('the size of a picture', () => {
  it.each([
    ['PNG', 'image/png', PNG, [1, 1]],
    ['GIF', 'image/gif', GIF, [1, 1]],
    ['JPEG', 'image/jpeg', jpeg(1), [640, 480]],
    ['JPEG that a phone held upright', 'image/jpeg', jpeg(6), [480, 640]],
    ['JPEG whose EXIF is little-endian', 'image/jpeg', jpeg(8, 'II'), [480, 640]],
    [
      'lossy WebP',
      'image/webp',
      webp('VP8 ', Buffer.from([0, 0, 0, 0x9d, 1, 0x2a, 64, 1, 240, 0])),
      [320, 240],
    ],
    [
      'lossless WebP',
      'image/webp',
      webp('VP8L', Buffer.from([0x2f, 0x3f, 0xc1, 0x3b, 0])),
      [320, 240],
    ],
    [
      'extended WebP',
      'image/webp',
      webp('VP8X', Buffer.from([0, 0, 0, 0, 63, 1, 0, 239, 0, 0])),
      [320, 240],
    ],
  ])('is read from a %s', (_what, type, bytes, size) => {
    expect(pictureSize(type, bytes)).toEqual({ width: size[0], height: size[1] })
  })

  it('is not known when the header is cut off, or says nonsense', () => {
    const whole = jpeg(6)
    for (let length = 0; length < whole.length - 1; length += 1) {
      expect(pictureSize('image/jpeg', whole.subarray(0, length))).toBeNull()
    }
    expect(pictureSize('image/png', PNG.subarray(0, 20))).toBeNull()
    expect(
      pictureSize('image/png', Buffer.concat([PNG.subarray(0, 16), Buffer.alloc(8)])),
    ).toBeNull()
    expect(
      pictureSize('image/png', Buffer.concat([PNG.subarray(0, 16), Buffer.alloc(8, 255)])),
    ).toBeNull()
    expect(pictureSize('application/pdf', PNG)).toBeNull()
  })

  it('never takes for ever, nor throws, whatever the bytes are', () => {
    const types = ['image/png', 'image/gif', 'image/webp', 'image/jpeg']
    const start = fc.constantFrom(
      Buffer.from([0xff, 0xd8]),
      jpeg(6),
      PNG,
      webp('VP8X', Buffer.alloc(0)),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        start,
        fc.uint8Array({ maxLength: 400 }),
        fc.nat(60),
        (type, head, rest, cut) => {
          const size = pictureSize(type, Buffer.concat([head.subarray(0, cut), rest]))
          expect(size === null || (size.width > 0 && size.height > 0)).toBe(true)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
