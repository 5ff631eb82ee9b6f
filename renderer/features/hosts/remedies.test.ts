import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Host, HostProblem } from '../../../shared/contract/hosts.ts'
import { hostsEn } from '../../i18n/messages/hosts.en.ts'
import { kindOf, troubleOf, where } from './address.ts'
import { remedies } from './remedies.ts'
import { why } from './words.ts'

const host = (address: string, source: Host['source'] = 'socket', name = 'x'): Host => ({ id: 'h', name, address, source })
const commands = (...args: Parameters<typeof remedies>) => remedies(...args).flatMap(({ command }) => command ?? [])

describe('remedies', () => {
  it('exist in words for every problem by every way', () => {
    for (const problem of HostProblem.options)
      for (const address of ['unix:///run/user/1000/podman/podman.sock', 'npipe:////./pipe/x', 'tcp://h:1', 'ssh://u@h', ''])
        for (const platform of ['linux', 'darwin', 'win32']) {
          const at = host(address)
          const trouble = troubleOf(problem, at)
          expect(hostsEn).toHaveProperty([why(trouble, kindOf(at))])
          expect(hostsEn).toHaveProperty([`hosts.title.${trouble}`])
          const steps = remedies(trouble, at, platform)
          expect(new Set(steps.map((s) => s.key)).size).toBe(steps.length)
          for (const { key } of steps) expect(hostsEn).toHaveProperty([key])
        }
  })

  it('fit the socket and the platform', () => {
    expect(commands('denied', host('unix:///var/run/docker.sock'), 'linux')).toEqual(['sudo usermod -aG docker $USER'])
    expect(commands('absent', host('unix:///run/user/7/docker.sock'), 'linux')).toEqual(['systemctl --user start docker'])
    expect(commands('absent', host('unix:///run/user/7/podman/podman.sock'), 'linux')).toEqual([
      'systemctl --user enable --now podman.socket',
    ])
    expect(commands('absent', host('unix:///var/run/docker.sock'), 'darwin')).toEqual([])
    expect(commands('bad-address', host('x://', 'environment'), 'linux')).toEqual(['unset DOCKER_HOST'])
    expect(where(host('unix:///var/run/docker.sock'))).toBe('/var/run/docker.sock')
  })

  it('never hold a command that does more than it says, whatever a context is called', () => {
    const plain = /^[\w@%+=:,./~ '\\$&-]*$/
    fc.assert(
      fc.property(fc.constantFrom(...HostProblem.options), fc.string(), fc.string(), (problem, name, rest) => {
        for (const command of commands(problem, host(`tcp://${rest}`, 'context', name), 'linux')) {
          const outside = command.replaceAll("'\\''", '').replaceAll(/'[^']*'/g, 'Q')
          expect(outside).toMatch(plain)
          expect(outside.replace(' && sudo apt', '')).not.toMatch(/[;|`&<>\n]|\$\(/)
        }
      }),
    )
  })
})
