/** The id of an argument's field in a form. A text that is too long for one field goes on in the next. */
export function fieldOf(arg: string, part = 1): string {
  return part === 1 ? `arg:${arg}` : `arg:${arg}:${part}`
}
