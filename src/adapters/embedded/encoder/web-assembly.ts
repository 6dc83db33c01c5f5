export interface Memory {
  readonly buffer: ArrayBuffer
}

/** As much of WebAssembly as is used here: TypeScript's declarations of it come with a browser's only. */
interface Assembly {
  readonly Memory: new (size: { initial: number; maximum: number }) => Memory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> }
}

export const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: Assembly }
