import type { Host } from '../../../shared/contract/hosts.ts'
import type { MessageKey } from '../../i18n/index.ts'
import { type AddressKind, kindOf, type Trouble } from './address.ts'

/** One numbered step: a sentence, and a command to be copied where there is one. */
export type Remedy = { key: MessageKey; command?: string }

/** `platform` is Node's name of the machine that Gantry's backend runs on. */
export function remedies(trouble: Trouble, host: Host, platform: string): Remedy[] {
  return [...steps(trouble, host, kindOf(host), platform), ...source(trouble, host), { key: 'hosts.do.other' }]
}

function steps(trouble: Trouble, host: Host, kind: AddressKind, platform: string): Remedy[] {
  const linux = platform === 'linux' && kind === 'unix'
  switch (trouble) {
    case 'absent':
      return kind === 'ssh' ? [sshDocker(host)] : absent(host, platform)
    case 'denied':
      if (kind === 'ssh') return [sshTry(host), { key: 'hosts.do.ssh.key', command: 'ssh-add' }]
      return linux ? [{ key: 'hosts.do.group', command: 'sudo usermod -aG docker $USER' }] : [compare(host)]
    case 'refused':
      if (linux) return [{ key: 'hosts.do.restart.linux', command: startCommand(host) }, journal(host)]
      return kind === 'unix' || kind === 'npipe'
        ? [{ key: 'hosts.do.start.desktop' }]
        : [{ key: 'hosts.do.port', command: 'sudo ss -ltnp' }]
    case 'silent':
      if (linux) return [{ key: 'hosts.do.status', command: statusCommand(host) }, journal(host)]
      return kind === 'ssh' ? [sshTry(host)] : [compare(host)]
    case 'too-old':
      return [{ key: 'hosts.do.upgrade', command: 'sudo apt update && sudo apt install docker.io' }]
    case 'tls':
      return [
        { key: 'hosts.do.tls.files', command: 'openssl x509 -noout -dates -subject -in ~/.docker/cert.pem' },
        { key: 'hosts.do.tls.port' },
      ]
    case 'insecure':
      return [
        { key: 'hosts.do.insecure.ssh', command: `docker context create ${sshName(host)} --docker host=ssh://${sshName(host)}` },
        { key: 'hosts.do.insecure.tls' },
        { key: 'hosts.do.insecure.anyway' },
      ]
    case 'bad-address':
    case 'no-context':
      return []
    case 'lost':
    case 'failed':
      return [compare(host)]
  }
}

function absent(host: Host, platform: string): Remedy[] {
  if (platform !== 'linux') return [{ key: 'hosts.do.start.desktop' }]
  if (/colima/.test(host.address)) return [{ key: 'hosts.do.start.colima', command: 'colima start' }]
  if (/podman/.test(host.address)) return [podman(host)]
  if (isRootless(host)) return [{ key: 'hosts.do.start.rootless', command: startCommand(host) }]
  return [
    { key: 'hosts.do.start.linux', command: startCommand(host) },
    { key: 'hosts.do.install.debian', command: 'sudo apt install docker.io' },
  ]
}

const podman = (host: Host): Remedy => ({
  key: isUsers(host) ? 'hosts.do.start.podman' : 'hosts.do.start.podmanSystem',
  command: startCommand(host),
})

/** What the docker CLI was told, where that is the mistake. */
function source(trouble: Trouble, { source, name }: Host): Remedy[] {
  if (trouble === 'no-context') return [{ key: 'hosts.do.context.default', command: 'docker context use default' }]
  if (trouble !== 'bad-address') return []
  if (source === 'environment') return [{ key: 'hosts.do.unset', command: 'unset DOCKER_HOST' }]
  if (source === 'context')
    return [{ key: 'hosts.do.context.fix', command: `docker context update ${quote(name)} --docker host=unix:///var/run/docker.sock` }]
  return source === 'given' ? [{ key: 'hosts.do.given' }] : []
}

const isUsers = ({ address }: Host): boolean => /^unix:\/\/(\/run\/user|\/home|\/tmp)\//.test(address)
const isRootless = ({ address }: Host): boolean => /^unix:\/\/\/run\/user\/\d+\/docker\.sock$/.test(address)
/** The systemd unit behind a socket. */
const unit = (host: Host): string => (/podman/.test(host.address) ? 'podman.socket' : 'docker')
const systemctl = (host: Host, verb: string): string =>
  isRootless(host) || (/podman/.test(host.address) && isUsers(host))
    ? `systemctl --user ${verb} ${unit(host)}`
    : `sudo systemctl ${verb} ${unit(host)}`
const startCommand = (host: Host): string => systemctl(host, /podman/.test(host.address) ? 'enable --now' : 'start')
const statusCommand = (host: Host): string => systemctl(host, 'status')
const journal = (host: Host): Remedy => ({
  key: 'hosts.do.journal',
  command: isRootless(host) ? 'journalctl --user -u docker -n 50' : `sudo journalctl -u ${unit(host).replace('.socket', '')} -n 50`,
})

const compare = ({ address }: Host): Remedy => ({ key: 'hosts.do.compare', command: `docker -H ${quote(address)} version` })
const sshName = ({ address }: Host): string => quote(address.replace(/^[a-z]+:\/\//, '').replace(/(:\d+)?(\/.*)?$/, ''))
const sshTry = (host: Host): Remedy => ({ key: 'hosts.do.ssh.try', command: `ssh ${sshName(host)} true` })
const sshDocker = (host: Host): Remedy => ({ key: 'hosts.do.ssh.docker', command: `ssh ${sshName(host)} docker version` })

/** For a shell: what is copied must do nothing but what it says, whatever a context is called. */
const quote = (text: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`
