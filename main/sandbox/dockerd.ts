import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Namespace } from './namespace.ts'
import { cleanEnv, engineFolders, run } from './processes.ts'
import type { EngineCommand, EnginePlace, SandboxOptions } from './types.ts'

/** Whether the kernel lets us write address translation; without it the engine's own proxy carries published ports. */
const hasNat = (namespace: Namespace): Promise<boolean> =>
  run('nsenter', ['--target', String(namespace.initPid), '--net', '--mount', 'iptables', '-t', 'nat', '-S']).then(
    () => true,
    () => false,
  )

/** In a plain chroot `/` is not a mount point and pivot_root(2) fails: the engine has a switch for that. */
const needsNoPivot = (): boolean => !/^\S+ \S+ \S+ \S+ \/ /m.test(readFileSync('/proc/self/mountinfo', 'utf8'))

/** Up to 20.10 the identity key would go to /etc/docker; later engines keep it in the data folder and refuse the option. */
const config = async (dir: string, command: string, env: NodeJS.ProcessEnv): Promise<string> =>
  JSON.stringify(/version (1\d|20)\./.test(await run(command, ['--version'], env)) ? { 'deprecated-key-path': join(dir, 'key.json') } : {})

/** The command line of a dockerd that keeps to its place. */
export const dockerdCommand =
  (namespace: Namespace, { engine = 'system', args = [] }: SandboxOptions) =>
  async ({ dir, run: runDir, socket, cgroup, registryPort }: EnginePlace): Promise<EngineCommand> => {
    const command = engine === 'system' ? 'dockerd' : engine
    // containerd writes its stacks to the temporary folder when it is ended the hard way.
    const temporary = join(dir, 'tmp')
    await mkdir(temporary, { recursive: true })
    const env = {
      ...cleanEnv(engineFolders(engine)),
      HOME: dir,
      TMPDIR: temporary,
      ...(needsNoPivot() ? { DOCKER_RAMDISK: 'true' } : {}),
    }
    const file = join(dir, 'daemon.json')
    await writeFile(file, await config(dir, command, env))
    const flags = [
      `--config-file=${file}`,
      `--data-root=${join(dir, 'data')}`,
      `--exec-root=${runDir}`,
      `--pidfile=${join(dir, 'engine.pid')}`,
      `--host=unix://${socket}`,
      `--cgroup-parent=/${cgroup}`,
      '--exec-opt=native.cgroupdriver=cgroupfs',
      '--log-level=warn',
      ...((await hasNat(namespace)) ? [] : ['--iptables=false']),
      ...(registryPort === 0 ? [] : [`--registry-mirror=http://127.0.0.1:${String(registryPort)}`]),
    ]
    return { command, args: [...flags, ...args], env }
  }
