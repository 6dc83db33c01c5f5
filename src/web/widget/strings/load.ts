import { en, type Strings } from './en.ts'

/** The strings for a language tag such as `de-AT`; English where there are none, or they cannot be fetched. */
export async function loadStrings(language: string): Promise<Strings> {
  if (!language.startsWith('de')) return en
  return import('./de.ts').then(
    ({ de }) => de,
    () => en,
  )
}
