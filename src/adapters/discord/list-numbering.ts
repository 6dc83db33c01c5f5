/** Where an item stands in its list, as Discord draws it. */
export interface Place {
  readonly ordered: boolean
  /** 0 for the outermost. */
  readonly indent: number
  readonly number: number
}

export interface ListNumbering {
  /** The place of the next item, by the spaces before it and its mark: `-`, `*` or `3.` */
  next(space: number, mark: string): Place
  /** Told when something else stands between items. */
  end(): void
}

interface Level {
  readonly space: number
  readonly ordered: boolean
  readonly number: number
}

/** Numbers items as Discord does: the first of a list says where it begins, the others count on. */
export function listNumbering(): ListNumbering {
  let levels: readonly Level[] = []
  return {
    next(space, mark) {
      const outer = levels.filter((level) => level.space < space)
      const same = levels.find((level) => level.space === space)
      const ordered = mark.endsWith('.')
      const goesOn = same?.ordered === ordered
      const number = goesOn ? same.number + 1 : ordered ? Math.max(1, Number.parseInt(mark, 10)) : 1
      levels = [...outer, { space, ordered, number }]
      return { ordered, indent: outer.length, number }
    },
    end() {
      levels = []
    },
  }
}
