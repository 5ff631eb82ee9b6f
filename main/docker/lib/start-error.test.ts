import { describe, expect, test } from 'vitest'
import { toStartError } from './start-error.ts'

/** Words of real engines: dockerd 20.10 and 28.5, runc 1.1, Podman 4.3. */
describe('toStartError', () => {
  test.each([
    ['driver failed programming external connectivity on endpoint web (a1): Bind for 0.0.0.0:8080 failed: port is already allocated', 8080],
    [
      'driver failed programming external connectivity on endpoint web (a1): Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use',
      80,
    ],
    ['failed to set up container networking: failed to bind host port for :::8081:172.17.0.2:80/tcp: address already in use', 8081],
    ['failed to bind host port 127.0.0.1:8082/tcp: address already in use', 8082],
    ['rootlessport listen tcp 0.0.0.0:8083: bind: address already in use', 8083],
  ])('%s', (words, port) => {
    expect(toStartError(words, { name: 'web', id: 'x' })).toMatchObject({
      code: 'container.port-taken',
      params: { port, holder: 'web' },
      detail: words,
    })
  })

  test.each([
    [
      'failed to create shim: OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "nope": executable file not found in $PATH: unknown',
      'nope',
    ],
    [
      'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/bin/no": stat /bin/no: no such file or directory: unknown',
      '/bin/no',
    ],
    ['runc: exec failed: unable to start container process: exec: "/etc": permission denied: unknown', '/etc'],
  ])('%s', (words, command) => {
    expect(toStartError(words, null)).toMatchObject({ code: 'container.command-not-found', params: { command } })
  })

  test.each([
    ['error while creating mount source path /proc/x: mkdir /proc/x: no such file or directory'],
    ['OCI runtime create failed: container_linux.go:380: error mounting "/a" to rootfs at "/b": not a directory: unknown'],
    ['network shop_default not found'],
    [''],
  ])('anything else keeps the words: %s', (words) => {
    expect(toStartError(words, null)).toMatchObject({ code: 'container.start-failed', detail: words })
  })
})
