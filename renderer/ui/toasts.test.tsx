import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Box, overlap } from './free-place.ts'
import { Button, Dialog, Toaster, toasts } from './index.ts'

afterEach(() => {
  act(() => toasts.close())
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** jsdom lays nothing out: each element is where its own or the nearest place around it is said to be. */
function layOut(places: Record<string, Box>): void {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const found = Object.entries(places).find(([selector]) => this.matches(selector))?.[1]
    const moved = this instanceof HTMLElement && this.style.left !== '' ? { left: px(this.style.left), top: px(this.style.top) } : {}
    const { left, top, width, height } = { left: 0, top: 0, width: 0, height: 0, ...found, ...moved }
    return new DOMRect(left, top, width, height)
  })
}

const px = (text: string): number => Number.parseFloat(text)
const home = { left: innerWidth - 396, top: innerHeight - 100, width: 380, height: 60 }
const region = () => screen.getByRole('region', { name: 'Notifications', hidden: true })
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const muchLater = () => pass(60_000)
const seen = (): boolean => !region().className.includes('waiting')

describe('toasts', () => {
  it('go by themselves', async () => {
    render(<Toaster />)
    act(() => void toasts.add({ tone: 'ok', title: 'Started', timeout: 50 }))
    expect(screen.getAllByText('Started').length).toBeGreaterThan(0)
    await waitFor(() => expect(screen.queryByText('Started')).toBeNull(), { timeout: 4000 })
  })

  it('stay when something failed, are read out at once, and offer what to do', async () => {
    render(<Toaster />)
    const run = vi.fn()
    act(() => void toasts.add({ tone: 'bad', title: 'Port taken', action: { label: 'Open web', onSelect: run } }))
    const toast = screen.getByRole('alertdialog', { hidden: true })
    act(() => within(toast).getByRole('button', { name: 'Open web', hidden: true }).click())
    expect(run).toHaveBeenCalledOnce()
    act(() => within(toast).getByRole('button', { name: 'Close', hidden: true }).click())
    await waitFor(() => expect(screen.queryByRole('alertdialog', { hidden: true })).toBeNull())
  })

  it('leave their place to a dialog, and come back when it closes', async () => {
    const dialog = { left: 300, top: 100, width: innerWidth - 310, height: innerHeight - 110 }
    layOut({ '[role=region]': home, '[role=dialog][data-open]': dialog })
    const at = (): Box => region().getBoundingClientRect()
    const page = (open: boolean) => (
      <>
        <Toaster />
        <Dialog open={open} onOpenChange={() => {}} title="Large" />
      </>
    )
    const { rerender } = render(page(false))
    act(() => void toasts.add({ tone: 'ok', title: 'Started' }))
    expect(overlap(at(), dialog)).toBe(true)
    rerender(page(true))
    await waitFor(() => expect(overlap(at(), dialog)).toBe(false))
    expect(seen()).toBe(true)
    rerender(page(false))
    await waitFor(() => expect(at()).toMatchObject(home))
  })

  it('do not lie on what has the focus, and come back when that goes elsewhere', async () => {
    const below = { left: home.left + 20, top: home.top + 10, width: 80, height: 24 }
    layOut({ '[role=region]': home, 'button.below': below, 'button.away': { left: 40, top: 60, width: 80, height: 24 } })
    render(
      <>
        <Toaster />
        <button type="button" className="below">
          Below
        </button>
        <button type="button" className="away">
          Away
        </button>
      </>,
    )
    act(() => void toasts.add({ tone: 'bad', title: 'Stays' }))
    const at = (): Box => region().getBoundingClientRect()
    expect(at()).toMatchObject(home)
    act(() => screen.getByRole('button', { name: 'Below' }).focus())
    await waitFor(() => expect(overlap(at(), below)).toBe(false))
    expect(seen()).toBe(true)
    act(() => screen.getByRole('button', { name: 'Away' }).focus())
    await waitFor(() => expect(at()).toMatchObject(home))
  })

  it('stand beside a row of buttons of the page, as near to their place as that goes', async () => {
    const bar = { left: 0, top: home.top + 20, width: innerWidth, height: 32 }
    layOut({ '[role=region]': home, '[data-toolbar]': bar })
    const at = (): Box => region().getBoundingClientRect()
    const page = (tall: boolean) => (
      <>
        <Toaster />
        <div data-toolbar={tall || undefined} />
      </>
    )
    const { rerender } = render(page(true))
    act(() => void toasts.add({ tone: 'bad', title: 'Not saved' }))
    await waitFor(() => expect(overlap(at(), bar)).toBe(false))
    expect(at().left).toBe(home.left)
    rerender(page(false))
    act(() => void dispatchEvent(new Event('resize')))
    await waitFor(() => expect(at()).toMatchObject(home))
  })

  it('wait unseen, but read out, where every place can be pressed; and have their whole time then', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const everything = { left: 0, top: 0, width: innerWidth, height: innerHeight }
    layOut({ '[role=region]': home, '[role=dialog][data-open]': everything, 'button.all': everything })
    const page = (open: boolean) => (
      <>
        <Toaster />
        <Dialog open={open} onOpenChange={() => {}} title="All">
          <button type="button" className="all">
            All
          </button>
        </Dialog>
      </>
    )
    const { rerender } = render(page(true))
    await screen.findByRole('dialog', { name: 'All' })
    await waitFor(() => expect(seen()).toBe(false))
    act(() => void toasts.add({ tone: 'ok', title: 'Done' }))
    expect(region().getAttribute('aria-live')).toBe('polite')
    expect(region().closest('[aria-hidden=true]')).toBeNull()
    await muchLater()
    expect(within(region()).getByText('Done')).toBeTruthy()
    rerender(page(false))
    await waitFor(() => expect(seen()).toBe(true))
    expect(within(region()).getByText('Done')).toBeTruthy()
    await muchLater()
    expect(screen.queryByText('Done')).toBeNull()
  })

  it('are the newest alone where there is no place for more; the others have their whole time when it is theirs', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const above = { left: 0, top: 0, width: innerWidth, height: innerHeight - 120 }
    const tall = { ...home, top: home.top - 340, height: 400 }
    layOut({ '[role=region][data-few]': home, '[role=region]': tall, '[role=dialog][data-open]': above })
    render(
      <>
        <Toaster />
        <Dialog open onOpenChange={() => {}} title="Wide" />
      </>,
    )
    await waitFor(() => expect(region().hasAttribute('data-few')).toBe(true))
    act(() => void toasts.add({ tone: 'ok', title: 'Older', timeout: 60_000 }))
    act(() => void toasts.add({ tone: 'ok', title: 'Newest', timeout: 300_000 }))
    const there = (title: string) => within(region()).queryByText(title) !== null
    await pass(200_000)
    expect([there('Older'), there('Newest')]).toEqual([true, true])
    await pass(120_000)
    // A minute from when it was seen, which was at five.
    expect([there('Older'), there('Newest')]).toEqual([true, false])
    await pass(60_000)
    expect(there('Older')).toBe(false)
  })

  it('stay while the pointer or the focus is on them', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const user = userEvent.setup()
    render(
      <>
        <Toaster />
        <Button>Elsewhere</Button>
      </>,
    )
    act(() => void toasts.add({ tone: 'ok', title: 'Held' }))
    await user.hover(screen.getByText('Held'))
    await muchLater()
    expect(screen.getByText('Held')).toBeTruthy()
    act(() => region().focus())
    await user.keyboard('{F6}')
    await user.hover(screen.getByRole('button', { name: 'Elsewhere' }))
    await muchLater()
    expect(screen.getByText('Held')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Elsewhere' }))
    await muchLater()
    expect(screen.queryByText('Held')).toBeNull()
  })
})
