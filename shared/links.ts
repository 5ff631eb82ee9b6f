/** What may be done with a link that came from a container, a label or a registry (T2). */
export type LinkJudgement = { kind: 'open' | 'ask'; url: string } | { kind: 'refuse' }

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * https opens; http opens on this machine and is asked about elsewhere; everything else is refused,
 * and so is a link with a user or a password in it, which is made to look like another host.
 */
export function judgeLink(text: string): LinkJudgement {
  const url = parse(text)
  if (url === null || url.username !== '' || url.password !== '' || url.hostname === '') return { kind: 'refuse' }
  if (url.protocol === 'https:') return { kind: 'open', url: url.href }
  if (url.protocol !== 'http:') return { kind: 'refuse' }
  return { kind: LOOPBACK.test(url.hostname) ? 'open' : 'ask', url: url.href }
}

function parse(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
