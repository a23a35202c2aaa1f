import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { useFocusOnArrival } from '@/shared/ui/useFocusOnArrival'
import { promptState } from './promptState'
import { usePromptHistory } from './usePromptHistory'
import { words } from './words'

interface PromptFieldProps {
  value: string
  placeholder: string
  onChange: (value: string) => void
  onSubmit: () => void
}

export function PromptField({ value, placeholder, onChange, onSubmit }: PromptFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const { write, walk } = usePromptHistory(value, onChange)
  useFocusOnArrival(field, promptState)
  // biome-ignore lint/correctness/useExhaustiveDependencies: its height follows what is written
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [value])
  const onKeyDown = (event: KeyboardEvent) => {
    if (walk(event)) return
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onSubmit()
  }
  return (
    <textarea
      ref={field}
      id="prompt"
      dir={value ? 'auto' : undefined}
      rows={3}
      aria-label={words.prompt}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Control+Enter"
      placeholder={placeholder}
      value={value}
      onChange={(event) => write(event.target.value)}
      onKeyDown={onKeyDown}
      className="block max-h-[45vh] w-full resize-none bg-transparent px-4 pt-4 pb-2 text-base leading-relaxed outline-none placeholder:text-zinc-400 dark:placeholder:text-zinc-500"
    />
  )
}
