/** Anything with zod's `safeParse`; rpc itself imports no npm package. */
export type Schema<Out = unknown, In = unknown> = {
  safeParse(value: unknown): { success: true; data: Out } | { success: false; error: { message: string } }
  readonly _zod: { readonly output: Out; readonly input: In }
}

type Out<S extends Schema> = S['_zod']['output']
type In<S extends Schema> = S['_zod']['input']

export type Call<I extends Schema = Schema, O extends Schema = Schema> = { kind: 'call'; input: I; output: O }
export type Stream<I extends Schema = Schema, T extends Schema = Schema> = { kind: 'stream'; input: I; item: T; window: number }
export type Op = Call | Stream
export type Contract = Record<string, Record<string, Op>>

/** One request, one answer. */
export const call = <I extends Schema, O extends Schema>(input: I, output: O): Call<I, O> => ({ kind: 'call', input, output })

/**
 * One request, many answers; the reader's pace is the writer's pace.
 * @param window how many items the producer may run ahead of its reader (16; byte streams choose less).
 */
export const stream = <I extends Schema, T extends Schema>(input: I, item: T, window = 16): Stream<I, T> => ({
  kind: 'stream',
  input,
  item,
  window,
})

/** What the renderer holds: every operation as a function. */
export type Client<C extends Contract> = {
  [N in keyof C]: {
    [M in keyof C[N]]: C[N][M] extends Call<infer I, infer O>
      ? (input: In<I>, signal?: AbortSignal) => Promise<Out<O>>
      : C[N][M] extends Stream<infer I, infer T>
        ? (input: In<I>, signal?: AbortSignal) => AsyncIterable<Out<T>>
        : never
  }
}

/** What the backend supplies: every operation, no more and no less. */
export type Handlers<C extends Contract> = {
  [N in keyof C]: {
    [M in keyof C[N]]: C[N][M] extends Call<infer I, infer O>
      ? (input: Out<I>, signal: AbortSignal) => Promise<In<O>>
      : C[N][M] extends Stream<infer I, infer T>
        ? (input: Out<I>, signal: AbortSignal) => AsyncIterable<In<T>>
        : never
  }
}
