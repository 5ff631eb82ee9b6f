import { Pause, Play, RotateCcw, Scaling, TimerReset } from 'lucide-react'
import { useT } from '../../i18n/index.ts'
import { IconButton, Select } from '../../ui/index.ts'
import css from './player.module.css'
import { type Playback, SPEEDS } from './player.ts'
import type { PlayerPane } from './player-pane.ts'
import { usePlayer } from './player-state.ts'
import { clockText } from './timeline.ts'

/** Seconds. */
const FINE = 0.1

export function PlayerControls({ pane, playback }: { pane: PlayerPane; playback: Playback }) {
  const t = useT()
  const { limit, fitted } = usePlayer(pane.tab)
  const { player } = pane
  const { playing, ended, position, duration, speed, idleLimit } = playback
  const [now, whole] = [clockText(position), clockText(duration)]
  const share = duration === 0 ? 1 : position / duration
  return (
    <div className={css.controls} role="group" aria-label={t('cast.controls')}>
      <IconButton
        icon={playing ? Pause : ended ? RotateCcw : Play}
        label={t(playing ? 'cast.pause' : ended ? 'cast.again' : 'cast.play')}
        shortcut="Space"
        onClick={() => player?.toggle()}
      />
      <span className={css.time}>{now}</span>
      <input
        type="range"
        className={css.seek}
        style={{ '--played': `${String(share * 100)}%` } as Record<string, string>}
        aria-label={t('cast.seek')}
        aria-valuetext={t('cast.at', { now, whole })}
        min={0}
        max={Math.max(FINE, duration)}
        step={FINE}
        value={duration === 0 ? FINE : position}
        onChange={(event) => player?.seek(Number(event.target.value))}
      />
      <span className={css.time}>{whole}</span>
      <Select
        className={css.speed}
        label={t('cast.speed')}
        value={String(speed)}
        options={SPEEDS.map((one) => ({ value: String(one), label: t('cast.times', { speed: one }) }))}
        onChange={(next) => player?.setSpeed(Number(next))}
      />
      <IconButton
        icon={TimerReset}
        label={t('cast.shorten', { seconds: limit })}
        pressed={idleLimit !== null}
        onClick={() => player?.limitPauses(idleLimit === null ? limit : null)}
      />
      <IconButton icon={Scaling} label={t('cast.fit')} pressed={fitted} onClick={() => pane.setFitted(!fitted)} />
    </div>
  )
}
