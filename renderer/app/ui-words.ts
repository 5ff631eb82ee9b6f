import { useMemo } from 'react'
import { useI18n } from '../i18n/index.ts'
import type { UiWords } from '../ui/index.ts'

/** The kit's own words in the user's language. */
export function useKitWords(): UiWords {
  const { t, language } = useI18n()
  return useMemo(
    () => ({
      locale: language,
      close: t('ui.close'),
      cancel: t('ui.cancel'),
      clear: t('ui.clear'),
      copy: t('ui.copy'),
      copied: t('ui.copied'),
      copyFailed: t('ui.copyFailed'),
      loading: t('ui.loading'),
      search: t('ui.search'),
      noMatches: t('ui.noMatches'),
      tryAgain: t('ui.tryAgain'),
      somethingBroke: t('ui.somethingBroke'),
      columns: t('ui.columns'),
      resetColumns: t('ui.resetColumns'),
      resizeColumn: (column) => t('ui.resizeColumn', { column }),
      select: (name) => t('ui.select', { name }),
      selectAll: t('ui.selectAll'),
      clearSelection: t('ui.clearSelection'),
      selected: (count) => t('ui.selected', { count }),
      expandAll: t('ui.expandAll'),
      collapseAll: t('ui.collapseAll'),
      copyValue: t('ui.copyValue'),
      matches: (at, of) => t('ui.matches', { at, of }),
      next: t('ui.next'),
      previous: t('ui.previous'),
      items: (count) => t('ui.items', { count }),
      increase: t('ui.increase'),
      decrease: t('ui.decrease'),
      notifications: t('ui.notifications'),
      reveal: t('ui.reveal'),
    }),
    [t, language],
  )
}
