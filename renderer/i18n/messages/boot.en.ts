/** Before and around the app: the page's own connection to its backend. */
export const bootEn = {
  'boot.refused.title': 'This tab needs a new link',
  'boot.refused.body':
    'Each link opens Gantry once, in one tab, and only while the Gantry that printed it is running. Nothing has happened to your containers.',
  'boot.refused.enter': 'Is Gantry still running? Press Enter in its terminal: it prints a new link. Open that.',
  'boot.refused.start': 'Otherwise start it again, and open the link it prints:',
  'boot.link.http': 'Open {host} without encryption?',
  'boot.lost': 'Gantry’s backend does not answer. What you see may be out of date. Trying again…',
  'boot.lost.hint': 'If you stopped Gantry in its terminal, start it again and open its new link.',
} as const
