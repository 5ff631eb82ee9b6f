import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import {
  Button,
  ConfirmDialog,
  ContextMenu,
  Dialog,
  Field,
  JsonTree,
  ProgressBar,
  SearchField,
  SegmentedControl,
  Select,
  Tabs,
  TextInput,
} from './index.ts'

function Search() {
  const [text, setText] = useState('web')
  return <SearchField label="Filter" value={text} onChange={setText} />
}

const tabs = ['one', 'two'].map((id) => ({ id, label: id }))

function Box() {
  const [at, setAt] = useState('one')
  return <Tabs label="Box" value={at} onChange={setAt} tabs={tabs} keepMounted={['one']} renderPanel={(id) => <p>panel {id}</p>} />
}

/** A list with a question over it; the answer takes the row away that asked. */
function OneOverAnother({ onBehind }: { onBehind: () => void }) {
  const [open, setOpen] = useState(false)
  const [rows, setRows] = useState(['a', 'b'])
  const [going, setGoing] = useState<string | null>(null)
  const remove = () => {
    setRows((all) => all.filter((row) => row !== going))
    setGoing(null)
  }
  return (
    <>
      <input aria-label="Behind" onKeyDown={({ key }) => (key === 'Escape' ? onBehind() : setOpen(true))} />
      <Dialog open={open} onOpenChange={setOpen} title="List">
        <ul>
          {rows.map((row) => (
            <li key={row}>
              <Button onClick={() => setGoing(row)}>{`Remove ${row}`}</Button>
            </li>
          ))}
        </ul>
        <ConfirmDialog
          open={going !== null}
          onOpenChange={() => setGoing(null)}
          title="Sure?"
          confirmLabel="Yes"
          danger
          onConfirm={remove}
        />
      </Dialog>
    </>
  )
}

describe('dialogs', () => {
  it('are titled, focus their first field, keep the focus, close by Esc', async () => {
    const user = userEvent.setup()
    const change = vi.fn()
    render(
      <Dialog open onOpenChange={change} title="Rename" footer={<Button type="submit">Save</Button>} onSubmit={change}>
        <Field label="Name">{(ids) => <TextInput {...ids} value="" onChange={() => {}} />}</Field>
      </Dialog>,
    )
    const dialog = screen.getByRole('dialog', { name: 'Rename' })
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' })))
    for (let n = 0; n < 6; n++) {
      await user.tab()
      await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true))
    }
    await user.keyboard('{Escape}')
    expect(change).toHaveBeenCalledWith(false)
  })

  it('closed over another lead back into that one, though what opened them is gone: each Esc closes the next', async () => {
    const user = userEvent.setup()
    const behind = vi.fn()
    render(<OneOverAnother onBehind={behind} />)
    await user.click(screen.getByRole('textbox', { name: 'Behind' }))
    await user.keyboard('l')
    const list = await screen.findByRole('dialog', { name: 'List' })
    await user.click(within(list).getByRole('button', { name: 'Remove b' }))
    const question = await screen.findByRole('alertdialog', { name: 'Sure?' })
    await user.click(within(question).getByRole('button', { name: 'Yes' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await waitFor(() => expect(document.activeElement).toBe(within(list).getByRole('button', { name: 'Remove a' })))
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(behind).not.toHaveBeenCalled()
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Behind' })))
  })

  it('that stand side by side in the tree close one by one, wherever the focus is', async () => {
    const user = userEvent.setup()
    const [first, second] = [vi.fn(), vi.fn()]
    const both = (
      <>
        <Dialog open onOpenChange={first} title="First" />
        <Dialog open onOpenChange={second} title="Second" />
      </>
    )
    render(both)
    await waitFor(() => expect(document.activeElement).not.toBe(document.body))
    act(() => (document.activeElement as HTMLElement).blur())
    await user.keyboard('{Escape}')
    expect(second).toHaveBeenCalledWith(false)
    expect(first).not.toHaveBeenCalled()
  })

  it('ask before harm: Cancel has the focus, names are escaped, the error is read out', async () => {
    const confirm = vi.fn()
    render(
      <ConfirmDialog
        open
        onOpenChange={() => {}}
        title="Remove 2 containers?"
        items={['web', 'evil\u202egpj']}
        losses={['Their data is lost.']}
        confirmLabel="Remove"
        danger
        error="In use"
        onConfirm={confirm}
      />,
    )
    const dialog = screen.getByRole('alertdialog', { name: 'Remove 2 containers?' })
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' })))
    expect(within(dialog).getByText('evil⟨U+202E⟩gpj')).toBeTruthy()
    expect(within(dialog).getByRole('alert').textContent).toBe('In use')
    await userEvent.click(screen.getByRole('button', { name: 'Remove' }))
    expect(confirm).toHaveBeenCalledOnce()
  })
})

describe('fields', () => {
  it('are tied to label, hint and error', () => {
    render(
      <Field label="Port" hint="1 to 65535" error="Taken">
        {(ids) => <TextInput {...ids} value="80" onChange={() => {}} />}
      </Field>,
    )
    const input = screen.getByRole('textbox', { name: 'Port' })
    const described = (input.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent)
    expect(described).toEqual(['1 to 65535', 'Taken'])
    expect(input.getAttribute('aria-invalid')).toBe('true')
  })

  it('choose by keyboard and mouse', async () => {
    const user = userEvent.setup()
    const [pick, segment] = [vi.fn(), vi.fn()]
    const options = [
      { value: 'no', label: 'No' },
      { value: 'always', label: 'Always' },
    ]
    render(
      <>
        <Select label="Restart" value="no" onChange={pick} options={options} />
        <SegmentedControl label="State" value="no" onChange={segment} options={options} />
      </>,
    )
    await user.click(screen.getByRole('combobox', { name: 'Restart' }))
    await user.click(await screen.findByRole('option', { name: 'Always' }))
    expect(pick).toHaveBeenCalledWith('always')
    await user.click(within(screen.getByRole('radiogroup', { name: 'State' })).getByRole('radio', { name: 'Always' }))
    expect(segment).toHaveBeenCalledWith('always')
  })

  it('clear by Esc and by button', async () => {
    const user = userEvent.setup()
    render(<Search />)
    const box = screen.getByRole('searchbox', { name: 'Filter' })
    await user.click(screen.getByRole('button', { name: 'Clear' }))
    expect(document.activeElement).toBe(box)
    await user.type(box, 'db{Escape}')
    expect((box as HTMLInputElement).value).toBe('')
    await user.keyboard('{Escape}')
    expect(document.activeElement).not.toBe(box)
  })
})

describe('marks and menus', () => {
  it('a busy button keeps the focus and does nothing', async () => {
    const click = vi.fn()
    render(
      <Button busy onClick={click}>
        Stop
      </Button>,
    )
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }))
    expect(click).not.toHaveBeenCalled()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Stop' }))
  })

  it('progress is a figure, or none while nobody knows', () => {
    const { rerender } = render(<ProgressBar label="Pulling" value={0.684} />)
    expect(screen.getByRole('progressbar', { name: 'Pulling' }).getAttribute('aria-valuenow')).toBe('68')
    rerender(<ProgressBar label="Pulling" value={null} />)
    expect(screen.getByRole('progressbar').hasAttribute('aria-valuenow')).toBe(false)
  })

  it('tabs rove and keep what must be kept', async () => {
    const user = userEvent.setup()
    render(<Box />)
    await user.tab()
    await user.keyboard('{ArrowRight}{Enter}')
    await waitFor(() => expect(screen.getByRole('tabpanel').textContent).toBe('panel two'))
    expect(screen.getByText('panel one')).toBeTruthy()
  })

  it('a context menu opens where asked and runs its item', async () => {
    const user = userEvent.setup()
    const copy = vi.fn()
    render(
      <ContextMenu items={[{ id: 'copy', label: 'Copy', onSelect: copy }]}>
        <p>text</p>
      </ContextMenu>,
    )
    await user.pointer({ keys: '[MouseRight]', target: screen.getByText('text') })
    await user.click(await screen.findByRole('menuitem', { name: 'Copy' }))
    expect(copy).toHaveBeenCalledOnce()
  })
})

describe('JsonTree', () => {
  it('folds, finds, and hides secrets until they are revealed', async () => {
    const user = userEvent.setup()
    const mask = (_path: readonly string[], value: string) => (value.startsWith('PASSWORD=') ? 'PASSWORD=••••' : null)
    const doc = { Env: ['PASSWORD=hunter2'], Big: Array.from({ length: 300 }, (_, n) => `item ${n}`) }
    render(<JsonTree label="Document" value={doc} mask={mask} />)
    const tree = screen.getByRole('tree', { name: 'Document' })
    expect(tree.textContent).toContain('PASSWORD=••••')
    expect(tree.textContent).not.toContain('hunter2')
    await user.click(screen.getByRole('button', { name: 'Show' }))
    expect(tree.textContent).toContain('hunter2')
    expect(screen.queryByText('"item 0"')).toBeNull()
    await user.type(screen.getByRole('searchbox', { name: 'Search' }), 'item 1')
    await waitFor(() => expect(screen.getByText('1 of 111')).toBeTruthy())
    expect(await within(tree).findByText('"item 1"')).toBeTruthy()
    act(() => tree.focus())
    await user.keyboard('{Home}{ArrowLeft}')
    expect(within(tree).getAllByRole('treeitem')).toHaveLength(1)
  })
})
