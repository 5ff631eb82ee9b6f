import { expect, it } from 'vitest'
import { appError } from '../../../shared/errors.ts'
import { parseReference } from '../../../shared/reference.ts'
import { pullError } from './pull-error.ts'
import { blocked } from './remove.ts'

/** Words of engines 20.10 to 29, classic and containerd store, and of Podman 4.3. */
it.each([
  [
    "pull access denied for nope, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    'image.pull-denied',
  ],
  ['Get "https://r.example/v2/a/manifests/1": unauthorized: authentication required', 'image.pull-denied'],
  ['Get "https://r.example/v2/": no basic auth credentials', 'image.pull-denied'],
  [
    'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    'image.pull-denied',
  ],
  ['manifest for a:9 not found: manifest unknown: manifest unknown', 'image.not-found'],
  ['failed to resolve reference "r.example/a:9": r.example/a:9: not found', 'image.not-found'],
  ['name unknown: repository name not known to registry', 'image.not-found'],
  ['toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating', 'image.rate-limited'],
  ['denied: toomanyrequests', 'image.rate-limited'],
  ['unexpected status from HEAD request: 429 Too Many Requests', 'image.rate-limited'],
  ['Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 127.0.0.11:53: no such host', 'registry.unreachable'],
  ['Get "https://r.example/v2/": dial tcp 10.0.0.1:443: connect: connection refused', 'registry.unreachable'],
  ['Get "https://r.example/v2/": net/http: TLS handshake timeout', 'registry.unreachable'],
  [
    'Get "https://r.example/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    'registry.unreachable',
  ],
  ['unexpected EOF', 'registry.unreachable'],
  ['Get "https://r.example/v2/": x509: certificate signed by unknown authority', 'registry.tls'],
  ['Get "https://r.example/v2/": http: server gave HTTP response to HTTPS client', 'registry.tls'],
  ['failed to register layer: Error processing tar file(exit status 1): write /x: no space left on device', 'engine.no-space'],
  ['no matching manifest for linux/arm64/v8 in the manifest list entries', 'image.no-platform'],
  [
    'image with reference a:1 was found but does not match the specified platform: wanted linux/arm64, actual: linux/amd64',
    'image.no-platform',
  ],
  ['something new', 'image.pull-failed'],
])('%s -> %s', (words, code) => {
  const reference = parseReference('r.example/a:9')
  if (reference === null) throw new Error('unreachable')
  const error = pullError(words, reference, 'docker-credential-x is not installed')
  expect(error).toMatchObject({ code, detail: words })
  expect(error.params['registry']).toBe('r.example')
  expect(error.params['helper']).toBe(code === 'image.pull-denied' ? 'docker-credential-x is not installed' : undefined)
  if (words.includes('arm64/v8')) expect(error.params['platform']).toBe('linux/arm64/v8')
})

it.each([
  [
    'conflict: unable to remove repository reference "a:1" (must force) - container 0123456789ab is using its referenced image abc',
    { blocker: 'container', forcible: true, container: '0123456789ab' },
  ],
  [
    'conflict: unable to delete abc (must be forced) - image is being used by stopped container 0123456789ab',
    { blocker: 'container', forcible: true, container: '0123456789ab', running: false },
  ],
  [
    'conflict: unable to delete abc (cannot be forced) - image is being used by running container 0123456789ab',
    { blocker: 'container', forcible: false, container: '0123456789ab', running: true },
  ],
  ['conflict: unable to delete abc (cannot be forced) - image has dependent child images', { blocker: 'children', forcible: false }],
  ['conflict: unable to delete abc (must be forced) - image is referenced in multiple repositories', { blocker: 'tags', forcible: true }],
  [
    'image docker.io/a:1 is in use: image used by 0123456789abcdef: image is in use by a container: consider listing external containers',
    { blocker: 'container', forcible: false, container: '0123456789abcdef' },
  ],
  ['conflict', { blocker: 'unknown', forcible: false }],
])('%s', (words, params) => expect(blocked(words)).toEqual(appError('image.in-use', params, words)))
