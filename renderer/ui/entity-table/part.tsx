import type { ComponentProps } from 'react'

export interface PartProps extends ComponentProps<'div'> {
  role: 'grid' | 'rowgroup' | 'row' | 'columnheader' | 'rowheader' | 'gridcell'
}

/**
 * A part of the ARIA grid. <div>s with roles: rows are virtual and positioned, which <table> cannot lay
 * out; and they are active descendants of the focused grid, so none of them is focusable itself.
 */
export function Part({ role, ...rest }: PartProps) {
  return <div role={role} {...rest} />
}
