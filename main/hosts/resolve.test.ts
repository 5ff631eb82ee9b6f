import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPlace } from './open.ts'
import { findPlaces, type HostConfig } from './resolve.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gantry-hosts-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const config = (env: Record<string, string> = {}, given?: string): HostConfig => ({ env, home, platform: 'linux', given })
const docker = () => join(home, '.docker')
const write = async (path: string, text: string) => {
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, text)
}
const digest = (name: string) => createHash('sha256').update(name).digest('hex')
async function context(name: string, host: string, more: object = {}, dir = docker()) {
  const meta = { Name: name, Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: false, ...more } } }
  await write(join(dir, 'contexts', 'meta', digest(name), 'meta.json'), JSON.stringify(meta))
}
const first = async (at: HostConfig) => (await findPlaces(at))[0]?.host

describe('which host the docker CLI would use', () => {
  it('is --host, DOCKER_HOST, DOCKER_CONTEXT, currentContext, the default socket, in this order', async () => {
    await context('one', 'unix:///one.sock')
    await context('two', 'unix:///two.sock')
    expect(await first(config())).toMatchObject({ id: 'socket:/var/run/docker.sock', name: 'default' })
    await write(join(docker(), 'config.json'), '{"currentContext":"one"}')
    expect(await first(config())).toMatchObject({ id: 'context:one', address: 'unix:///one.sock' })
    expect(await first(config({ DOCKER_CONTEXT: 'two' }))).toMatchObject({ id: 'context:two' })
    expect(await first(config({ DOCKER_CONTEXT: 'default' }))).toMatchObject({ id: 'socket:/var/run/docker.sock' })
    expect(await first(config({ DOCKER_CONTEXT: 'two', DOCKER_HOST: 'unix:///env.sock' }))).toMatchObject({ id: 'env' })
    expect(await first(config({ DOCKER_HOST: 'unix:///env.sock' }, 'unix:///given.sock'))).toMatchObject({
      id: 'given',
      name: 'given.sock',
    })
    expect(await first(config({ DOCKER_HOST: '', DOCKER_CONTEXT: '' }))).toMatchObject({ id: 'context:one' })
  })

  it('comes from the folder DOCKER_CONFIG names', async () => {
    const dir = join(home, 'elsewhere')
    await context('far', 'ssh://box', {}, dir)
    await write(join(dir, 'config.json'), '{"currentContext":"far"}')
    expect(await first(config({ DOCKER_CONFIG: dir }))).toMatchObject({ id: 'context:far', address: 'ssh://box' })
  })

  it('is named even when the context is gone, and says so when opened', async () => {
    const [place] = await findPlaces(config({ DOCKER_CONTEXT: 'gone' }))
    expect(place).toMatchObject({ preferred: true, host: { id: 'context:gone', address: '' } })
    if (place !== undefined)
      await expect(openPlace(place, { env: {}, insecure: false })).rejects.toMatchObject({ code: 'host.bad-address' })
  })

  it('has each address once, exactly one preferred, the known sockets behind', async () => {
    await context('same', 'unix:///var/run/docker.sock')
    await mkdir(join(home, '.colima', 'team'), { recursive: true })
    const places = await findPlaces(config({ XDG_RUNTIME_DIR: '/run/user/7' }))
    const addresses = places.map((p) => p.host.address)
    expect(new Set(addresses).size).toBe(addresses.length)
    expect(places.filter((p) => p.preferred)).toHaveLength(1)
    expect(addresses).toEqual(
      expect.arrayContaining([
        'unix:///run/user/7/docker.sock',
        'unix:///run/user/7/podman/podman.sock',
        'unix:///run/podman/podman.sock',
        `unix://${home}/.colima/team/docker.sock`,
        `unix://${home}/.rd/docker.sock`,
      ]),
    )
  })

  it('survives any bytes in config.json and in a context', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
        await write(join(docker(), 'config.json'), text)
        await write(join(docker(), 'contexts', 'meta', 'x', 'meta.json'), text)
        expect((await findPlaces(config())).filter((p) => p.preferred)).toHaveLength(1)
      }),
      { numRuns: 100 },
    )
  })
})

describe('opening a TCP place (T29)', () => {
  const open = async (env: Record<string, string>, given?: string, insecure = false) => {
    const [place] = await findPlaces(config(env, given))
    if (place === undefined) throw new Error('no place')
    return await openPlace(place, { env, insecure })
  }

  it('refuses plain TCP to another machine unless it was agreed to or given on our command line', async () => {
    await expect(open({ DOCKER_HOST: 'tcp://10.0.0.1:2375' })).rejects.toMatchObject({ code: 'host.insecure' })
    await expect(open({ DOCKER_HOST: 'tcp://10.0.0.1:2376', DOCKER_TLS: '1' })).rejects.toMatchObject({ code: 'host.insecure' })
    for (const way of [
      open({ DOCKER_HOST: 'tcp://127.0.0.1:2375' }),
      open({ DOCKER_HOST: 'tcp://10.0.0.1:2375' }, undefined, true),
      open({}, 'tcp://10.0.0.1:2375'),
    ])
      expect((await way).target).toMatchObject({ protocol: 'http', port: 2375 })
  })

  it('takes TLS from DOCKER_TLS_VERIFY and DOCKER_CERT_PATH', async () => {
    await write(join(home, 'certs', 'ca.pem'), 'not looked at before the connection')
    const env = { DOCKER_HOST: 'tcp://10.0.0.1', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: join(home, 'certs') }
    const dial = await open(env)
    expect(dial.target).toEqual({ host: '10.0.0.1', port: 2376, protocol: 'https' })
    expect(dial.agents.calls).toMatchObject({ options: { rejectUnauthorized: true } })
    await write(join(home, 'certs', 'cert.pem'), 'without its key')
    await expect(open(env)).rejects.toMatchObject({ code: 'host.tls' })
  })

  it('takes TLS from the context’s own folder', async () => {
    await context('safe', 'tcp://10.0.0.1:2376')
    await write(join(docker(), 'contexts', 'tls', digest('safe'), 'docker', 'ca.pem'), 'x')
    const dial = await open({ DOCKER_CONTEXT: 'safe' })
    expect(dial.target).toMatchObject({ protocol: 'https' })
    await context('lax', 'tcp://10.0.0.1:2376', { SkipTLSVerify: true })
    await expect(open({ DOCKER_CONTEXT: 'lax' })).rejects.toMatchObject({ code: 'host.insecure' })
  })
})
