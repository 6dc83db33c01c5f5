import type { Kind } from './kind.ts'

/** A name after “my name is”. Other names are left: who a chat is about is often the creator. */
export const NAMES: readonly Kind[] = [
  {
    find: /(?<!\p{L})(?:(?:[Mm]y name(?: is|['’]s)|MY NAME IS|I am called|[Ii]ch hei(?:ß|ss)e|[Mm]ein [Nn]ame ist|[Jj]e m['’]appelle|[Mm]on nom est|[Mm]e llamo|[Mm]i nombre es|[Mm]eu nome é|[Mm]e chamo|[Cc]hamo-me|[Mm]i chiamo|[Ii]k heet|[Mm]ijn naam is|[Nn]azywam się|[Мм]еня зовут|[Мм]ене звати)[:,]? )(?<it>\p{Lu}[\p{L}'’-]{0,30}(?: (?:(?:van|von|der|de|da|dos|di|del|la|le|bin|al) ){0,2}\p{Lu}[\p{L}'’-]{0,30}){0,3})/gu,
    as: '[name]',
  },
  {
    find: /(?:我的名字是|我的名字叫|我叫)(?<it>\p{Script=Han}{2,4})(?=[\s，。,.!！]|$)/gu,
    as: '[name]',
  },
]
