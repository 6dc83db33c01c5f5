/**
 * Width and height of a PNG, JPEG, GIF or WebP as a browser would show it, in pixels, from the bytes
 * that the file begins with; null when they do not say. Written out here because it reads hostile bytes
 * and is all that is needed: every loop below moves forward and stops at the end of `head`.
 */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

const MAX_SIDE = 65_535

const readers: Readonly<Record<string, (head: Buffer) => PictureSize | null>> = {
  'image/png': png,
  'image/apng': png,
  'image/gif': gif,
  'image/webp': webp,
  'image/jpeg': jpeg,
}

/** The picture's size, or null when `head` does not hold it. `type` is what the content was found to be. */
export function pictureSize(type: string, head: Buffer): PictureSize | null {
  try {
    const size = readers[type]?.(head) ?? null
    return size && isPlausible(size) ? size : null
  } catch (error) {
    // A header that ends too early reads past the end.
    if (error instanceof RangeError) return null
    throw error
  }
}

function isPlausible({ width, height }: PictureSize): boolean {
  return width > 0 && height > 0 && width <= MAX_SIDE && height <= MAX_SIDE
}

function png(head: Buffer): PictureSize | null {
  if (head.toString('latin1', 12, 16) !== 'IHDR') return null
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
}

function gif(head: Buffer): PictureSize {
  return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) }
}

function webp(head: Buffer): PictureSize | null {
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 }
    case 'VP8 ':
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff }
    case 'VP8L': {
      const bits = head.readUInt32LE(21)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    default:
      return null
  }
}

function jpeg(head: Buffer): PictureSize | null {
  let turned = false
  for (let at = 2; at + 4 <= head.length;) {
    if (head[at] !== 0xff) return null
    const marker = head.readUInt8(at + 1)
    // Any number of 0xff may stand before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = head.readUInt16BE(at + 2)
    if (marker === 0xe1) turned ||= liesOnItsSide(head.subarray(at + 4, at + 2 + length))
    if (isFrameHeader(marker)) {
      const [height, width] = [head.readUInt16BE(at + 5), head.readUInt16BE(at + 7)]
      return turned ? { width: height, height: width } : { width, height }
    }
    at += 2 + length
  }
  return null
}

/** SOF0 to SOF15, but for the three that mean other things. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

/** Phones store portraits as landscapes with a note in the EXIF part to turn them by 90°. */
function liesOnItsSide(exif: Buffer): boolean {
  if (exif.toString('latin1', 0, 6) !== 'Exif\0\0') return false
  const tiff = exif.subarray(6)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const start = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  const entries = u16(start)
  for (let entry = 0; entry < entries; entry += 1) {
    const at = start + 2 + entry * 12
    if (u16(at) === 0x0112) return u16(at + 8) >= 5
  }
  return false
}
