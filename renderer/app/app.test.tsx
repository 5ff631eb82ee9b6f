import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useEffect } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Feature } from '../feature.ts'
import { setLanguage } from '../i18n/index.ts'
import { toasts } from '../ui/index.ts'
import { emptyWorld, useWorld } from '../world/entities.ts'
import { useLink } from '../world/link.ts'
import { openTab, reveal, useView } from '../world/view.ts'

const mounts = vi.hoisted(() => ({ log: [] as string[], ran: [] as string[], mayClose: true, broken: false }))

vi.mock('./features.ts', () => {
  const Icon = () => <svg />
  const Boats = () => {
    if (mounts.broken) throw new Error('leak')
    return <h1>Boats</h1>
  }
  const features: Feature[] = [
    {
      id: 'boats',
      nav: { order: 1, Icon, useTitle: () => 'Boats', useCount: () => '2 / 3' },
      View: Boats,
      Inspector: ({ id }) => <p>Inspecting {id}</p>,
      useCommands: (query) => [{ id: 'moor', title: 'Moor the Anna', hint: query, run: () => void mounts.ran.push('moor') }],
    },
    {
      id: 'oars',
      nav: { order: 2, Icon, useTitle: () => 'Oars', useCount: () => '' },
      View: () => <h1>Oars</h1>,
      usePlusMenu: () => [{ title: 'New song', run: () => void mounts.ran.push('song') }],
      dock: {
        song: {
          Icon,
          onClose: () => mounts.mayClose,
          View: ({ tab, active }) => {
            useEffect(() => {
              mounts.log.push(`+${tab.id}`)
              return () => void mounts.log.push(`-${tab.id}`)
            }, [tab.id])
            return <p data-active={active}>Song {tab.id}</p>
          },
        },
      },
    },
  ]
  return { features }
})

const { App } = await import('./app.tsx')
const engine = { kind: 'docker', version: '28.5.2', api: '1.51', os: 'linux', arch: 'x86_64', cpus: 2, memory: 1 } as const
const host = { id: 'env', name: 'local', address: 'unix:///x', source: 'environment' } as const

beforeEach(async () => {
  await setLanguage('en')
  Object.assign(mounts, { log: [], ran: [], mayClose: true, broken: false })
  useLink.setState({ state: 'open', entered: true })
  useWorld.setState({ ...emptyWorld(), connection: { state: 'connected', host, engine } })
  useView.setState({ route: 'boats', selected: {}, inspectorTab: {}, tabs: [], activeTab: null, dockOpen: false })
})

describe('the shell', () => {
  it('has landmarks, a way past them, and only the views there are', async () => {
    const user = userEvent.setup()
    render(<App />)
    const nav = screen.getByRole('navigation', { name: 'Navigation' })
    expect(
      within(nav)
        .getAllByRole('button')
        .map((b) => b.textContent),
    ).toEqual(['Boats2 / 3', 'Oars'])
    expect(screen.getByRole('banner')).toBeTruthy()
    expect(screen.getByRole('contentinfo')).toBeTruthy()
    await user.tab()
    expect(document.activeElement?.textContent).toBe('Skip to content')
    await user.click(within(nav).getByRole('button', { name: 'Oars' }))
    expect(within(screen.getByRole('main')).getByRole('heading').textContent).toBe('Oars')
    expect(within(nav).getByRole('button', { name: 'Oars' }).getAttribute('aria-current')).toBe('page')
  })

  it('inspects what is selected last', () => {
    render(<App />)
    expect(screen.queryByRole('complementary')).toBeNull()
    act(() => reveal('boats', 'anna'))
    expect(within(screen.getByRole('complementary', { name: 'Inspector' })).getByText('Inspecting anna')).toBeTruthy()
  })

  it('keeps dock tabs mounted while others, other views or nothing at all are in front', async () => {
    const user = userEvent.setup()
    render(<App />)
    act(() => openTab({ id: 'a', kind: 'song', title: 'First', params: null }))
    act(() => openTab({ id: 'b', kind: 'song', title: 'Second', params: null }))
    const dock = screen.getByRole('region', { name: 'Terminals and logs' })
    await user.click(within(dock).getByRole('tab', { name: 'First' }))
    expect(screen.getByText('Song a').dataset.active).toBe('true')
    expect(screen.getByText('Song b').dataset.active).toBe('false')
    await user.click(screen.getByRole('button', { name: 'Oars' }))
    await user.click(within(dock).getByRole('button', { name: 'Hide terminals and logs' }))
    expect(screen.getByText('Song a').dataset.active).toBe('false')
    expect(mounts.log).toEqual(['+a', '+b'])
  })

  it('closes a tab by the list of all or Delete, unless its kind says no', async () => {
    const user = userEvent.setup()
    render(<App />)
    act(() => openTab({ id: 'a', kind: 'song', title: 'First', params: null }))
    act(() => openTab({ id: 'b', kind: 'song', title: 'Second', params: null }))
    mounts.mayClose = false
    const close = async () => {
      act(() => screen.getByRole('button', { name: 'All tabs' }).focus())
      await user.keyboard('{Enter}')
      expect((await screen.findByRole('menuitemradio', { name: 'Second' })).getAttribute('aria-checked')).toBe('true')
      await user.click(screen.getByRole('menuitem', { name: /^Close tab/ }))
      await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
    }
    await close()
    expect(screen.getAllByRole('tab')).toHaveLength(2)
    mounts.mayClose = true
    await close()
    await waitFor(() => expect(screen.getAllByRole('tab')).toHaveLength(1))
    act(() => screen.getByRole('tab', { name: 'First' }).focus())
    await user.keyboard('{Delete}')
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Terminals and logs' })).toBeNull())
  })

  it('finds and runs commands by keyboard, on any keyboard layout', async () => {
    const user = userEvent.setup()
    render(<App />)
    fireEvent.keyDown(document.body, { key: 'л', code: 'KeyK', ctrlKey: true })
    const input = await screen.findByRole('combobox', { name: 'Search or run a command' })
    await user.type(input, 'moor')
    await waitFor(() => expect(screen.getAllByRole('option')[0]?.textContent).toContain('Moor the Anna'))
    await user.keyboard('{Enter}')
    expect(mounts.ran).toEqual(['moor'])
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox'), 'go to oars{Enter}')
    expect(useView.getState().route).toBe('oars')
  })

  it('leaves every key of a shell to a terminal, but for the palette and F6', async () => {
    render(<App />)
    const terminal = document.createElement('textarea')
    const frame = document.createElement('div')
    frame.className = 'xterm'
    frame.append(terminal)
    document.body.append(frame)
    for (const init of [
      { key: 'k', code: 'KeyK', ctrlKey: true },
      { key: '?', code: 'Slash' },
      { key: 'F6', code: 'F6' },
    ]) {
      expect(fireEvent.keyDown(terminal, init)).toBe(true)
    }
    expect(screen.queryByRole('dialog')).toBeNull()
    fireEvent.keyDown(terminal, { key: 'K', code: 'KeyK', ctrlKey: true, shiftKey: true })
    expect(await screen.findByRole('dialog', { name: 'Command palette' })).toBeTruthy()
    frame.remove()
  })

  it('shows the shortcuts on ?, but not while typing', async () => {
    const user = userEvent.setup()
    render(<App />)
    const field = document.createElement('input')
    document.body.append(field)
    field.focus()
    await user.keyboard('?')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(field.value).toBe('?')
    field.remove()
    await user.keyboard('?')
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeTruthy()
  })

  it('keeps its keys while a notification is shown', async () => {
    const user = userEvent.setup()
    render(<App />)
    act(() => void toasts.add({ tone: 'bad', title: 'Adrift' }))
    await user.keyboard('{Control>}k{/Control}')
    expect(await screen.findByRole('dialog', { name: 'Command palette' })).toBeTruthy()
    act(() => toasts.close())
  })

  it('says how true the picture is', () => {
    render(<App />)
    const bar = within(screen.getByRole('contentinfo'))
    expect(bar.getByText('Live')).toBeTruthy()
    act(() => useWorld.setState({ connection: { state: 'failed', host, problem: 'lost', detail: null, retryIn: 500, stale: true } }))
    expect(bar.getByText('Stale · reconnecting…')).toBeTruthy()
    act(() => useWorld.setState({ connection: { state: 'failed', host, problem: 'absent', detail: null, retryIn: 500, stale: false } }))
    expect(bar.getByText('Not connected')).toBeTruthy()
    act(() => useLink.setState({ state: 'lost' }))
    expect(bar.getByText('Stale · reconnecting…')).toBeTruthy()
  })

  it('changes language and theme, and remembers them', async () => {
    const user = userEvent.setup()
    render(<App />)
    await user.click(screen.getByRole('button', { name: 'Language: EN' }))
    await user.click(await screen.findByRole('menuitemradio', { name: 'Русский' }))
    expect(await screen.findByRole('navigation', { name: 'Навигация' })).toBeTruthy()
    expect(document.documentElement.lang).toBe('ru')
    await user.click(screen.getByRole('button', { name: 'Тема' }))
    await user.click(await screen.findByRole('menuitemradio', { name: 'Тёмная' }))
    expect(document.documentElement.dataset.theme).toBe('dark')
    expect(localStorage.getItem('gantry.theme')).toBe('dark')
  })

  it('keeps a fault in one area in that area', async () => {
    const user = userEvent.setup()
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
    mounts.broken = true
    render(<App />)
    expect(within(screen.getByRole('main')).getByRole('alert').textContent).toContain('stopped working')
    mounts.broken = false
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(screen.getByRole('heading', { name: 'Boats' })).toBeTruthy()
    expect(quiet).toHaveBeenCalled()
    quiet.mockRestore()
  })
})
