import type { Feature } from '../../feature.ts'
import { Banner } from './banner.tsx'
import { HostChip } from './host-chip.tsx'
import { Overlay } from './overlay.tsx'
import { useTakeover } from './takeover.tsx'

export const hostsFeature: Feature = { id: 'hosts', HostChip, Banner, Overlay, useTakeover }
