import type { ReactNode } from 'react'
import { useWorld } from '../../world/entities.ts'
import { NoHost } from './no-host.tsx'

/** The no-host screen, while there is nothing of this host to show. Else the views stay, under the banner. */
export function useTakeover(): ReactNode | null {
  const connection = useWorld((w) => w.connection)
  return connection.state === 'failed' && !connection.stale ? <NoHost connection={connection} /> : null
}
