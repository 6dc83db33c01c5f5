declare const contents: unique symbol

/** JSON text of a `T`, in a column that nothing but this program writes. */
export type Json<T> = string & { readonly [contents]: T }

export function toJson<T>(value: T): Json<T> {
  return JSON.stringify(value) as Json<T>
}

export function fromJson<T>(text: Json<T>): T {
  return JSON.parse(text) as T
}
