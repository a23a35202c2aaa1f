import { type KeyboardEvent, useMemo } from 'react'
import { useJobs } from '@/shared/jobs'
import { promptsOf, step } from './promptHistory'

const STORED = 'gallery.promptAside'

/** Alt with the arrows up and down goes through the prompts of one's jobs; a reload does not end the walk. */
export function usePromptHistory(prompt: string, onChange: (prompt: string) => void) {
  const { data: list } = useJobs()
  const prompts = useMemo(() => promptsOf(list?.jobs ?? []), [list])
  const write = (text: string) => {
    sessionStorage.removeItem(STORED)
    onChange(text)
  }
  /** Whether the key was one of these. */
  const walk = (event: KeyboardEvent): boolean => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return false
    event.preventDefault()
    const aside = sessionStorage.getItem(STORED)
    const next = step(prompts, { prompt, aside }, event.key === 'ArrowUp' ? 1 : -1)
    if (!next) return true
    if (next.aside === null) sessionStorage.removeItem(STORED)
    else sessionStorage.setItem(STORED, next.aside)
    onChange(next.prompt)
    return true
  }
  return { write, walk }
}
