import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { searchState } from '@/shared/actions/places'
import { texts } from '@/shared/texts'
import { useFocusOnArrival } from '@/shared/ui/useFocusOnArrival'
import { useLatest } from '@/shared/useLatest'
import { LONGEST_SEARCH } from './wanted'

const REST_MS = 250

interface SearchFieldProps {
  search: string
  onSearch: (search: string) => void
}

/** Searches while a person types, once the hands rest. */
export function SearchField({ search, onSearch }: SearchFieldProps) {
  const { value, type, sendNow } = useDraft(search, onSearch)
  const field = useRef<HTMLInputElement>(null)
  useFocusOnArrival(field, searchState)
  const clear = () => {
    type('')
    sendNow('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // The key ends a word that is still being put together.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      if (value) clear()
      else toGrid()
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      sendNow(value)
      toGrid()
    } else return
    event.preventDefault()
  }
  return (
    <search className="relative min-w-0 flex-1 sm:max-w-96">
      <Search size={16} aria-hidden className="absolute inset-y-0 inset-s-3 my-auto text-zinc-500" />
      <input
        ref={field}
        type="search"
        dir={value ? 'auto' : undefined}
        aria-label={texts.gallery.search}
        aria-keyshortcuts="/"
        placeholder={texts.gallery.search}
        value={value}
        maxLength={LONGEST_SEARCH}
        enterKeyHint="search"
        autoComplete="off"
        onChange={(event) => type(event.target.value)}
        onBlur={() => sendNow(value)}
        onKeyDown={onKeyDown}
        className="h-9 w-full rounded-lg bg-zinc-100 pe-9 ps-9 placeholder-shown:pe-2 text-base outline-violet-500 placeholder:text-zinc-500 focus-visible:outline-2 focus-visible:-outline-offset-1 sm:text-sm pointer-coarse:h-11 dark:bg-zinc-900 dark:placeholder:text-zinc-400 [&::-webkit-search-cancel-button]:hidden"
      />
      {value && (
        <button
          type="button"
          aria-label={texts.gallery.clearSearch}
          onClick={() => {
            clear()
            field.current?.focus()
          }}
          className="absolute inset-y-0 inset-e-0 grid w-9 place-items-center text-zinc-500 hover:text-zinc-900 pointer-coarse:w-11 dark:hover:text-zinc-100"
        >
          <X size={16} aria-hidden />
        </button>
      )}
    </search>
  )
}

/** What is being typed stands in the field before it stands in the address. */
function useDraft(search: string, onSearch: (search: string) => void) {
  const [draft, setDraft] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const sent = useRef(search.trim())
  const sendNow = (text: string) => {
    clearTimeout(timer.current)
    if (text.trim() === sent.current) return
    sent.current = text.trim()
    onSearch(text)
  }
  const latest = useLatest(sendNow)
  const type = (text: string) => {
    setDraft(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => latest.current(text), REST_MS)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  const { key } = useLocation()
  useLayoutEffect(() => {
    // Shown is what was sent last, or something on the way to it.
    if (search.trim() === sent.current || isUnderWay(key)) return
    // The address has gone elsewhere, and not by what was typed.
    sent.current = search.trim()
    clearTimeout(timer.current)
    setDraft(null)
  }, [search, key])
  return { value: draft ?? search, type, sendNow }
}

/** Whether the browser's address is already another than the one that is shown, by their keys in its history. */
function isUnderWay(shown: string): boolean {
  return (window.history.state?.key ?? 'default') !== shown
}

function toGrid(): void {
  const tile = document.querySelector<HTMLElement>('[role=grid] [data-open][tabindex="0"]')
  if (tile) tile.focus({ preventScroll: true })
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}
