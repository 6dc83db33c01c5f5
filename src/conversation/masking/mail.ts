import type { Kind } from './kind.ts'

const AS = '[email]'

/** E-mail addresses, also those that are spelt out: ana (at) example dot com. */
export const MAIL: readonly Kind[] = [
  {
    find: /(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{N}._%+'-])[\p{Script=Latin}\p{Script=Cyrillic}\p{N}._%+'-]+@(?:[\p{Script=Latin}\p{Script=Cyrillic}\p{N}-]{1,63}\.){1,6}[\p{Script=Latin}\p{Script=Cyrillic}-]{2,24}/gu,
    as: AS,
  },
  {
    find: /(?<![\p{L}\p{M}\p{N}._+-])[\p{L}\p{M}\p{N}._+-]+@(?:[\p{L}\p{M}\p{N}-]{1,63}\.){1,6}[\p{L}\p{M}-]{2,24}/gu,
    as: AS,
  },
  // ana (at) example.com, ana[at]example[dot]com
  {
    find: /(?<![\w.+-])[\w.+-]{2,64} ?[([{<] ?(?:at|@|ät|arroba|собака) ?[)\]}>] ?[\w-]{1,63}(?:(?: ?[([{<] ?(?:dot|\.|punkt|punto|ponto|point|точка) ?[)\]}>] ?| (?:dot|punkt|punto|ponto|point|точка) |\.)[\p{L}\p{N}-]{1,63}){1,5}/giu,
    as: AS,
  },
  // ana at example dot com
  {
    find: /(?<![\p{L}\p{N}.+-])[\p{L}\p{N}.+-]{2,64} (?:at|ät|arroba|собака) [\p{L}\p{N}-]{1,63}(?:(?: ?[([{<] ?(?:dot|\.|punkt|punto|ponto|point|точка) ?[)\]}>] ?| (?:dot|punkt|punto|ponto|point|точка) )[\p{L}\p{N}-]{1,63}){0,3}(?: ?[([{<] ?(?:dot|\.|punkt|punto|ponto|point|точка) ?[)\]}>] ?| (?:dot|punkt|punto|ponto|point|точка) )(?:com|net|org|edu|io|info|me|de|at|ch|es|fr|it|pt|br|ru|uk|nl|pl|eu|mx|ar|cn|jp|in|au|ca)(?![\p{L}\p{N}-])/giu,
    as: AS,
  },
  // ana@example dot com, ana @ example . com
  {
    find: /(?<![\w.+-])[\w.+-]{2,64} ?@ ?[\w-]{1,63}(?: ?[([{<]? ?(?:dot|punkt|punto|ponto|point|точка) ?[)\]}>]? ?| ?\. ?)(?:com|net|org|edu|io|info|me|de|at|ch|es|fr|it|pt|br|ru|uk|nl|pl|eu|mx|ar|cn|jp|in|au|ca)(?!\w)/gi,
    as: AS,
  },
]
