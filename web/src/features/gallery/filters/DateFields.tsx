import { useEffect, useState } from 'react'
import { classes } from '@/shared/ui/classes'
import { firstDayOf, lastDayOf } from './periodDays'
import { nameOf, periodOf } from './periods'
import { words } from './words'

interface DateFieldsProps {
  from: string
  to: string
  onChange: (change: { from?: string; to?: string }) => void
}

/** The system's own calendars, and the spans that are asked for most. */
export function DateFields({ from, to, onChange }: DateFieldsProps) {
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <DateField
          label={words.from}
          value={firstDayOf(from)}
          max={lastDayOf(to)}
          onChange={(day) => onChange({ from: day })}
        />
        <DateField
          label={words.to}
          value={lastDayOf(to)}
          min={firstDayOf(from)}
          onChange={(day) => onChange({ to: day })}
        />
      </div>
      <div className="mt-2.5 flex flex-wrap gap-1.5">
        {presets(new Date()).map((preset) => {
          const isOn = preset.from === from && preset.to === to
          return (
            <button
              key={preset.text}
              type="button"
              aria-pressed={isOn}
              onClick={() => onChange(isOn ? { from: '', to: '' } : { from: preset.from, to: preset.to })}
              className={classes(
                'h-8 rounded-full px-3 font-medium text-xs pointer-coarse:h-11',
                isOn
                  ? 'bg-violet-600 text-white'
                  : 'bg-zinc-100 text-zinc-700 hover:bg-zinc-200 dark:bg-zinc-800 dark:text-zinc-300 dark:hover:bg-zinc-700',
              )}
            >
              {preset.text}
            </button>
          )
        })}
      </div>
    </>
  )
}

function presets(today: Date) {
  const [year, month] = [today.getFullYear(), today.getMonth()]
  const thisMonth = nameOf(today).slice(0, 7)
  const lastMonth = nameOf(new Date(year, month - 1, 1)).slice(0, 7)
  const weekAgo = nameOf(new Date(year, month, today.getDate() - 6))
  return [
    { text: words.presets.week, from: weekAgo, to: '' },
    { text: words.presets.month, from: thisMonth, to: thisMonth },
    { text: words.presets.lastMonth, from: lastMonth, to: lastMonth },
    { text: words.presets.year, from: String(year), to: String(year) },
  ]
}

interface DateFieldProps {
  label: string
  value: string
  min?: string
  max?: string
  onChange: (day: string) => void
}

function DateField({ label, value, min, max, onChange }: DateFieldProps) {
  const [draft, setDraft] = useState(value)
  useEffect(() => setDraft(value), [value])
  // While its year is being typed a date is one of long ago.
  const type = (day: string) => {
    setDraft(day)
    if (!day || periodOf(day)) onChange(day)
  }
  return (
    <label className="grid gap-1 text-xs text-zinc-600 dark:text-zinc-400">
      {label}
      <input
        type="date"
        value={draft}
        min={min}
        max={max}
        onChange={(event) => type(event.target.value)}
        className="h-9 w-full min-w-0 rounded-lg bg-zinc-100 px-2.5 text-base text-zinc-900 sm:text-sm pointer-coarse:h-11 dark:bg-zinc-800 dark:text-zinc-100"
      />
    </label>
  )
}
