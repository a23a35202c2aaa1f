import { Keyboard, type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { chooseTheme, THEMES, type Theme, theme } from '@/app/theme'
import { sheetShown } from '@/shared/actions/sheet'
import { moreTexts } from '@/shared/moreTexts'
import { useStore } from '@/shared/store'
import { IconButton } from '@/shared/ui/Button'
import { LanguageChoice } from './LanguageChoice'

const words = moreTexts.preferences
const ICONS: Record<Theme, LucideIcon> = { system: Monitor, light: Sun, dark: Moon }

export function Preferences() {
  const chosen = useStore(theme)
  return (
    <>
      <LanguageChoice />
      <IconButton label={words.shortcuts} aria-keyshortcuts="?" onClick={() => sheetShown.set(true)}>
        <Keyboard size={18} aria-hidden />
      </IconButton>
      <fieldset className="ms-auto flex rounded-lg bg-zinc-200/60 p-0.5 dark:bg-zinc-800/70">
        <legend className="sr-only">{words.theme}</legend>
        {THEMES.map((value) => {
          const Icon = ICONS[value]
          return (
            <label
              key={value}
              title={words.themes[value]}
              className="grid size-8 cursor-pointer place-items-center rounded-md text-zinc-600 hover:text-zinc-900 has-checked:bg-white has-checked:text-zinc-900 has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-violet-500 pointer-coarse:size-10 dark:text-zinc-400 dark:has-checked:bg-zinc-700 dark:has-checked:text-white dark:hover:text-zinc-100"
            >
              <input
                type="radio"
                name="theme"
                value={value}
                checked={chosen === value}
                onChange={() => chooseTheme(value)}
                aria-label={words.themes[value]}
                className="sr-only"
              />
              <Icon size={15} aria-hidden />
            </label>
          )
        })}
      </fieldset>
    </>
  )
}
