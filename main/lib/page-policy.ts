/**
 * What the page may do (T1). No origin but its own, no inline script, no evaluation, no frame, no form, no plug-in.
 * `style-src-elem` allows inline <style> elements for one library: xterm 6 (its DOM renderer and its viewport write theme and
 * cell sizes into one, and know no nonce). Without it everything else runs: tried with every view, menu, dialog and pane.
 * The one Trusted Types policy makes the address of the one worker (renderer/features/logs/find/regex-worker.ts); it is made once.
 * Inline style attributes stay forbidden; the CSSOM (`element.style`) is not governed by the policy.
 * @param connect where it may connect to: `ws://127.0.0.1:PORT`, or `'none'` in the desktop app, whose wire is a MessagePort.
 */
export function contentSecurityPolicy(connect: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-elem 'self' 'unsafe-inline'",
    "style-src-attr 'none'",
    "img-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types gantry-find',
  ].join('; ')
}

/** Sent with every answer, errors too (T18, T30). */
export function securityHeaders(connect: string): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(connect),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), midi=(), payment=()',
  }
}
