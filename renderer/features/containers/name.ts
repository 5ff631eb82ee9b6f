import type { Container } from '../../../shared/contract/containers.ts'

/** The engine's rule for names (`RestrictedNamePattern`); the contract holds it too. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/

/** Why a container cannot be called this; null when it can. */
export function nameFault(name: string, id: string, all: ReadonlyMap<string, Container>): 'invalid' | 'taken' | null {
  if (!NAME.test(name)) return 'invalid'
  for (const row of all.values()) if (row.name === name && row.id !== id) return 'taken'
  return null
}
