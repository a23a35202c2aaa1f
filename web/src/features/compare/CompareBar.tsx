import { ArrowLeftRight, Info, X } from 'lucide-react'
import { IconButton, iconButtonClasses } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'
import { words } from './words'

interface CompareBarProps {
  isSlider: boolean
  show: (as: 'side' | 'slider') => void
  swap: () => void
  leave: () => void
  info: boolean
  toggleInfo: () => void
}

export function CompareBar({ isSlider, show, swap, leave, info, toggleInfo }: CompareBarProps) {
  return (
    <header className="flex shrink-0 items-center gap-1 p-2 max-sm:gap-0 max-sm:px-1 sm:px-4">
      <IconButton tone="onDark" label={words.close} aria-keyshortcuts="Escape" onClick={leave}>
        <X size={20} aria-hidden />
      </IconButton>
      <fieldset aria-label={words.how} className="mx-auto flex rounded-xl bg-white/10 p-1">
        <Way label={words.side} isOn={!isSlider} onClick={() => show('side')} />
        <Way label={words.slider} isOn={isSlider} onClick={() => show('slider')} />
      </fieldset>
      <IconButton tone="onDark" label={words.swap} onClick={swap}>
        <ArrowLeftRight size={19} aria-hidden />
      </IconButton>
      <IconButton
        tone="onDark"
        label={words.differences}
        aria-pressed={info}
        onClick={toggleInfo}
        className={iconButtonClasses('onDark', 'square', info ? 'bg-white/10' : '')}
      >
        <Info size={20} aria-hidden />
      </IconButton>
    </header>
  )
}

function Way({ label, isOn, onClick }: { label: string; isOn: boolean; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className={classes(
        'h-8 rounded-lg px-2 font-medium sm:px-3.5 text-sm transition-colors pointer-coarse:h-11',
        isOn ? 'bg-white/20 text-white' : 'text-zinc-300 hover:text-white',
      )}
    >
      {label}
    </button>
  )
}
