/** xterm and its addons, a chunk of their own: fetched when the app is idle, or at the latest for the first terminal. */
export type Xterm = Awaited<ReturnType<typeof load>>

let loading: Promise<Xterm> | null = null

export function xterm(): Promise<Xterm> {
  loading ??= load()
  return loading
}

async function load() {
  const [core, fit, graphemes, search, webLinks, webgl, serialize] = await Promise.all([
    import('@xterm/xterm'),
    import('@xterm/addon-fit'),
    import('@xterm/addon-unicode-graphemes'),
    import('@xterm/addon-search'),
    import('@xterm/addon-web-links'),
    import('@xterm/addon-webgl'),
    import('@xterm/addon-serialize'),
    import('@xterm/xterm/css/xterm.css'),
  ])
  return { ...core, ...fit, ...graphemes, ...search, ...webLinks, ...webgl, ...serialize }
}
