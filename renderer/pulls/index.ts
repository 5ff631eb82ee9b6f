export { PullProgress } from './pull-progress.tsx'
export { cancelPull, followPulls, forgetPull, onPullEnd, pullFailure, startPull, useIsHere, usePull, usePulls } from './store.ts'
export { isAwaited, pullAndWait } from './wait.ts'
export { figureOf, shareOf, titleOf } from './words.ts'
