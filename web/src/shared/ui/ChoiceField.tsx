import { ChevronDown } from 'lucide-react'

interface ChoiceFieldProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; text: string }[]
  /** What the closed field says, where the chosen option's own text is too long for it. */
  shortText?: string | undefined
  onChange: (value: Value) => void
}

/** The system's own list: it works with every keyboard, reader and phone. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { label, value, options, shortText, onChange } = props
  const chosen = options.find((option) => option.value === value)
  return (
    <label className="relative flex h-9 items-center gap-1.5 rounded-lg px-2.5 text-sm max-sm:gap-1 max-sm:px-2 text-zinc-600 transition-colors focus-within:outline-2 focus-within:outline-violet-500 hover:bg-zinc-100 pointer-coarse:h-11 dark:text-zinc-400 dark:hover:bg-zinc-800">
      <span className="text-zinc-500 dark:text-zinc-400">{label}</span>
      <span aria-hidden className="truncate font-medium max-sm:ms-auto text-zinc-800 dark:text-zinc-200">
        {shortText ?? chosen?.text ?? value}
      </span>
      <ChevronDown size={14} aria-hidden className="shrink-0" />
      <select
        value={value}
        onChange={(event) => onChange(event.target.value as Value)}
        className="absolute inset-0 size-full opacity-0 dark:bg-zinc-900"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  )
}
