/** The import rules of the rooms; no exemptions. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.tsx?$' },
  to: { pathNot: [...(Array.isArray(from) ? from : [from]), ...allowed] },
})
const npm = (...names) => `node_modules/(${names.join('|')})(/|$)`
const core =
  '^(node:|fs|path|os|net|http|https|stream|child_process|crypto|events|url|util|zlib|tls|buffer|worker_threads|readline|timers|perf_hooks|dns|tty|module|process|assert)'

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: { pathNot: 'node_modules' }, to: { circular: true } },
    only('shared-rpc', '^shared/rpc/', [], 'rpc imports nothing'),
    only('shared-contract', '^shared/contract/', ['^shared/', npm('zod')], 'contracts: rpc and zod'),
    only('shared', '^shared/', [npm('zod')], 'shared knows no host'),
    only(
      'main-docker',
      '^main/docker/',
      [
        '^shared/',
        npm('dockerode', '@types/dockerode', '@xterm/headless', '@xterm/addon-serialize', '@xterm/addon-unicode-graphemes', 'modern-tar'),
        core,
      ],
      'docker: shared and dockerode',
    ),
    {
      name: 'main-docker-no-sibling-noun',
      comment: 'a noun imports engine, lib and its own folder only',
      severity: 'error',
      from: { path: '^main/docker/([a-z-]+)(\\.ts$|/)', pathNot: ['\\.test\\.ts$', '^main/docker/lib/'] },
      to: { path: '^main/docker/', pathNot: ['^main/docker/(engine|lib/)', '^main/docker/$1(\\.ts$|/|-)'] },
    },
    only(
      'main-records',
      '^main/records/',
      ['^main/docker/(engine\\.ts$|lib/|logs/)', '^main/lib/', '^shared/', core],
      'kept logs: reads them as the logs do, knows no other noun',
    ),
    only(
      'main-electron',
      '^main/electron/',
      ['^main/backend\\.ts$', '^main/sandbox/', '^main/lib/', '^shared/', npm('electron', 'electron-updater', 'electron-log'), core],
      'the desktop shell',
    ),
    only(
      'main-serve',
      '^main/serve/',
      ['^main/backend\\.ts$', '^main/sandbox/', '^main/lib/', '^shared/', '^package\\.json$', npm('ws', '@types/ws'), core],
      'never electron',
    ),
    only('preload', '^preload/', [npm('electron')], 'forwards ports, knows no operation'),
    only(
      'renderer-ui',
      '^renderer/ui/',
      [
        '^renderer/styles/',
        npm('react', 'react-dom', '@types/react', '@types/react-dom', '@base-ui', '@tanstack', 'lucide-react', 'react-resizable-panels'),
      ],
      'no knowledge of Docker',
    ),
    only('renderer-world', '^renderer/world/', ['^shared/contract/', npm('zustand')], 'state only'),
    only(
      'renderer-pulls',
      '^renderer/pulls/',
      ['^renderer/((api|follow)\\.ts$|world/|ui/|i18n/)', '^shared/', npm('react', 'zustand', '@types/react')],
      'pulls under way: for every feature, knows none',
    ),
    {
      name: 'renderer-feature-isolation',
      severity: 'error',
      from: { path: '^renderer/features/([a-z-]+)/' },
      to: { path: '^renderer/(features|app|wire)/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'features-by-front-door',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/features/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/[a-z-]+/index\\.ts$' },
    },
    { name: 'renderer-no-main', severity: 'error', from: { path: '^renderer/' }, to: { path: '^(main|preload|e2e)/' } },
    {
      name: 'main-no-renderer',
      severity: 'error',
      from: { path: '^(main|shared|preload)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(renderer|e2e)/' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\.css$|^#' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
