import { protocol } from 'electron'
import { listFiles } from '../lib/files.ts'
import { securityHeaders } from '../lib/page-policy.ts'
import { ORIGIN, SCHEME } from './security.ts'

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built page, each answer under the same policy as in the browser form. The page connects to nothing: its wire is a port. */
export async function servePage(folder: string): Promise<void> {
  const files = await listFiles(folder)
  const headers = securityHeaders("'none'")
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url)
    const file = request.method === 'GET' && `${url.protocol}//${url.host}` === ORIGIN ? files.get(url.pathname) : undefined
    if (file === undefined) return new Response(null, { status: 404, headers })
    const body = new Uint8Array(await file.read())
    return new Response(body, { headers: { ...headers, 'Content-Type': file.type, 'Cache-Control': file.cache } })
  })
}
