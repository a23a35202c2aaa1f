import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'
import { DateFields } from './DateFields'
import type { GalleryFilter } from './useGalleryFilter'
import { useModelNames } from './useModelNames'
import { isNarrowed, type Wanted } from './wanted'
import { words } from './words'

interface FilterPanelProps extends GalleryFilter {
  close: () => void
}

export function FilterPanel({ wanted: addressed, change: address, clear, close }: FilterPanelProps) {
  const [wanted, change] = useAhead(addressed, address)
  const { starred, models, origin } = wanted
  const names = useModelNames(models)
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => form.current?.querySelector('input')?.focus(), [])
  const setModel = (name: string, on: boolean) =>
    change({ models: on ? [...models, name].toSorted() : models.filter((other) => other !== name) })
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault()
        close()
      }}
      className="grid gap-5 p-5 text-sm"
    >
      <Choice type="checkbox" checked={starred} onChange={(on) => change({ starred: on })}>
        {words.starred}
      </Choice>
      {names.length > 0 && (
        <Group title={words.model}>
          {names.map((name) => (
            <Choice
              key={name}
              type="checkbox"
              checked={models.includes(name)}
              onChange={(on) => setModel(name, on)}
            >
              {name}
            </Choice>
          ))}
        </Group>
      )}
      <Group title={words.origin} row>
        {ORIGINS.map((value) => (
          <Choice
            key={value ?? 'any'}
            type="radio"
            checked={origin === value}
            onChange={() => change({ origin: value })}
          >
            {words.origins[value ?? 'any']}
          </Choice>
        ))}
      </Group>
      <Group title={words.created}>
        <DateFields from={wanted.from} to={wanted.to} onChange={change} />
      </Group>
      <div className="flex justify-between gap-2 border-zinc-200 border-t pt-4 dark:border-zinc-800">
        <Button tone="quiet" disabled={!isNarrowed(wanted) && !starred} onClick={clear}>
          {words.clear}
        </Button>
        <Button tone="primary" type="submit">
          {words.done}
        </Button>
      </div>
    </form>
  )
}

/** What was clicked shows at once; the address follows a moment later. */
function useAhead(addressed: Wanted, address: GalleryFilter['change']) {
  const [wanted, setWanted] = useState(addressed)
  useEffect(() => setWanted(addressed), [addressed])
  const change = (part: Partial<Wanted>) => {
    setWanted({ ...wanted, ...part })
    address(part)
  }
  return [wanted, change] as const
}

const ORIGINS = [null, 'GENERATED', 'UPLOADED'] as const

function Group({ title, row, children }: { title: string; row?: boolean; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-xs text-zinc-500 dark:text-zinc-400">{title}</legend>
      <div className={classes('flex', row ? 'flex-wrap gap-x-5' : 'flex-col')}>{children}</div>
    </fieldset>
  )
}

interface ChoiceProps {
  type: 'checkbox' | 'radio'
  checked: boolean
  onChange: (checked: boolean) => void
  children: string
}

function Choice({ type, checked, onChange, children }: ChoiceProps) {
  return (
    <label className="flex min-h-8 items-center gap-2.5 pointer-coarse:min-h-11">
      <input
        type={type}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0 accent-violet-600"
      />
      <span className="truncate">{children}</span>
    </label>
  )
}
