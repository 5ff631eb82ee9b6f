import { Menu } from '@base-ui/react/menu'
import { Check, ChevronRight } from 'lucide-react'
import { cx } from './cx.ts'
import { Kbd } from './kbd.tsx'
import { type MenuAction, type MenuCheck, type MenuItem, type MenuRadio, type MenuSub, radioRuns } from './menu-item.ts'
import css from './popup.module.css'
import { stand } from './standing.ts'

export function MenuList({ items }: { items: readonly MenuItem[] }) {
  return radioRuns(items).map((item) => {
    if (Array.isArray(item)) return <Radios key={`radios:${item[0]?.id}`} items={item} />
    if (item.kind === 'separator') return <Menu.Separator key={item.id} className={css.separator} />
    if (item.kind === 'heading') {
      return (
        <div key={item.id} role="presentation" className={css.heading}>
          {item.label}
        </div>
      )
    }
    if (item.kind === 'check') return <CheckRow key={item.id} item={item} />
    if (item.kind === 'submenu') return <Sub key={item.id} item={item} />
    if (item.kind === 'radio') return null
    return <Action key={item.id} item={item} />
  })
}

function Action({ item }: { item: MenuAction }) {
  const Glyph = item.icon
  return (
    <Menu.Item className={cx(css.item, item.danger && css.danger)} disabled={item.disabled} label={item.label} onClick={item.onSelect}>
      <span className={css.itemIcon}>{Glyph ? <Glyph aria-hidden /> : null}</span>
      <span className={css.itemLabel}>
        {item.label}
        {item.hint ? <span className={css.itemHint}>{item.hint}</span> : null}
      </span>
      {item.shortcut ? (
        <span className={css.itemEnd} aria-hidden>
          <Kbd keys={item.shortcut} />
        </span>
      ) : null}
    </Menu.Item>
  )
}

function CheckRow({ item }: { item: MenuCheck }) {
  return (
    <Menu.CheckboxItem
      className={css.item}
      checked={item.checked}
      disabled={item.disabled}
      closeOnClick={item.closes ?? false}
      onCheckedChange={item.onChange}
    >
      <Menu.CheckboxItemIndicator className={css.itemIcon}>
        <Check aria-hidden />
      </Menu.CheckboxItemIndicator>
      <span className={css.itemLabel}>{item.label}</span>
    </Menu.CheckboxItem>
  )
}

function Radios({ items }: { items: readonly MenuRadio[] }) {
  const select = (id: string) => items.find((item) => item.id === id)?.onSelect()
  return (
    <Menu.RadioGroup value={items.find((item) => item.checked)?.id ?? null} onValueChange={select}>
      {items.map((item) => (
        <Menu.RadioItem key={item.id} className={css.item} value={item.id} closeOnClick>
          <Menu.RadioItemIndicator className={css.itemIcon}>
            <Check aria-hidden />
          </Menu.RadioItemIndicator>
          <span className={cx(css.itemLabel, item.icon && css.withIcon)}>
            {item.icon ? <item.icon /> : null}
            {item.label}
          </span>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

function Sub({ item }: { item: MenuSub }) {
  const Glyph = item.icon
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className={css.item}>
        <span className={css.itemIcon}>{Glyph ? <Glyph aria-hidden /> : null}</span>
        <span className={css.itemLabel}>{item.label}</span>
        <span className={css.itemEnd}>
          <ChevronRight aria-hidden />
        </span>
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner className={css.positioner} sideOffset={2} alignOffset={-4} collisionPadding={8}>
          <Menu.Popup ref={stand} className={css.popup}>
            <MenuList items={item.items} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  )
}
