import type { MessageKey } from '../../i18n/index.ts'
import type { AddressKind, Trouble } from './address.ts'

/** Why this host does not answer: some troubles mean another thing by another way. */
export function why(trouble: Trouble, kind: AddressKind): MessageKey {
  if (trouble === 'absent' && kind === 'ssh') return 'hosts.why.absent.ssh'
  if (trouble === 'denied' && kind === 'ssh') return 'hosts.why.denied.ssh'
  if (trouble === 'denied' && kind === 'tcp') return 'hosts.why.denied.tcp'
  if (trouble === 'refused' && (kind === 'tcp' || kind === 'ssh')) return 'hosts.why.refused.tcp'
  if (trouble === 'silent' && (kind === 'tcp' || kind === 'ssh')) return 'hosts.why.silent.far'
  return `hosts.why.${trouble}`
}
