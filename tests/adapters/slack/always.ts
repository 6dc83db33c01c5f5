import fc from 'fast-check'

/** Asserts a property, within three seconds: a machine that is busy tries fewer cases, and a failure is told soon. */
export function expectAlways<T>(property: fc.IProperty<T>): void {
  fc.assert(property, { interruptAfterTimeLimit: 3_000 })
}

// Lone surrogates, controls and unassigned points among them.
const point = fc.oneof(
  fc.integer({ min: 0x20, max: 0x7e }),
  fc.integer({ min: 0, max: 0x24f }),
  fc.integer({ min: 0, max: 0xffff }),
  fc.integer({ min: 0, max: 0x10_ffff }),
)

/** Any text at all, of so many code points at most. fast-check's own takes half a second to get ready. */
export function anyText(maxLength = 20): fc.Arbitrary<string> {
  return fc.array(point, { maxLength }).map((points) => String.fromCodePoint(...points))
}
