import type { Keepsakes } from '../../ports.ts'

/** True the first time ever that it is asked for this key, by whichever process. */
export async function isFirstTime(keepsakes: Keepsakes, key: string): Promise<boolean> {
  let isFirst = false
  await keepsakes.keep(key, () => {
    isFirst = true
    return 'told'
  })
  return isFirst
}
