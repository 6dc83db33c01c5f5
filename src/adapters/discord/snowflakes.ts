// The first second of 2015, when Discord began to count.
const EPOCH = 1_420_070_400_000n

/** When this id of Discord's was made, in epoch ms. */
export function timeOf(id: string): number {
  return Number((BigInt(id) >> 22n) + EPOCH)
}

/** The first id of Discord's of this time, epoch ms. */
export function firstIdOf(at: number): string {
  return String(BigInt(Math.max(0, at - Number(EPOCH))) << 22n)
}
