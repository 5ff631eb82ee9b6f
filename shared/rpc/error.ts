/** A failure as it crosses a wire: a code the renderer can put into words, never prose. */
export type WireError = { code: string; params?: Record<string, string | number | boolean> | undefined; detail?: string | undefined }

/**
 * The only error that crosses a wire.
 * `code` names the failure for translation, `params` fill the sentence, `detail` holds the daemon's own words.
 */
export class AppError extends Error {
  readonly code: string
  readonly params: Record<string, string | number | boolean>
  readonly detail: string | undefined

  constructor(code: string, params: Record<string, string | number | boolean> = {}, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`)
    this.name = 'AppError'
    this.code = code
    this.params = params
    this.detail = detail
  }
}
