import { ChevronDown, Languages } from 'lucide-react'
import { moreTexts } from '@/shared/moreTexts'
import { chooseLanguage, LANGUAGES, type Language, language } from '@/shared/texts/locale'

const NAMES = Object.entries(LANGUAGES) as [Language, string][]

/** Loads the page anew in the chosen language; what is being written stays, and so does the place in the gallery. */
export function LanguageChoice() {
  const choose = (chosen: Language) => {
    chooseLanguage(chosen)
    window.location.reload()
  }
  return (
    <label className="relative flex h-10 w-full items-center gap-3 rounded-lg px-3 font-medium text-sm text-zinc-600 transition-colors focus-within:outline-2 focus-within:outline-violet-500 hover:bg-zinc-200/60 hover:text-zinc-900 pointer-coarse:h-12 dark:text-zinc-400 dark:hover:bg-zinc-800/60 dark:hover:text-zinc-100">
      <Languages size={18} strokeWidth={1.8} aria-hidden />
      <span aria-hidden lang={language}>
        {language in LANGUAGES ? LANGUAGES[language as Language] : language}
      </span>
      <ChevronDown size={14} aria-hidden className="ms-auto" />
      <select
        aria-label={moreTexts.preferences.language}
        title={moreTexts.preferences.language}
        value={language}
        onChange={(event) => choose(event.target.value as Language)}
        className="absolute inset-0 size-full opacity-0 dark:bg-zinc-900"
      >
        {!(language in LANGUAGES) && (
          <option value={language} lang={language}>
            {language}
          </option>
        )}
        {NAMES.map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
