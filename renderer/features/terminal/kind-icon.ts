import { Files, type LucideIcon, Plug, SquareChevronRight, SquareTerminal, Toolbox } from 'lucide-react'
import type { SessionKind } from '../../../shared/contract/terminal.ts'

/** Tells what a terminal is before its name is read. */
export const kindIcon: Record<SessionKind, LucideIcon> = {
  shell: SquareTerminal,
  command: SquareChevronRight,
  attach: Plug,
  toolbox: Toolbox,
  copy: Files,
}
