import { Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import { copyText } from '@/shared/copyText'
import { texts } from '@/shared/texts'
import { IconButton } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'
import { useIsCut } from './useIsCut'
import { words } from './words'

/** Three lines of the prompt, and the whole of it on demand. */
export function JobPrompt({ prompt }: { prompt: string }) {
  const text = useRef<HTMLParagraphElement>(null)
  const [whole, setWhole] = useState(false)
  const cut = useIsCut(text)
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">
        <p
          ref={text}
          dir="auto"
          className={classes(
            'whitespace-pre-wrap break-words text-sm leading-relaxed',
            !whole && 'line-clamp-3',
          )}
        >
          {prompt}
        </p>
        {(cut || whole) && (
          <button
            type="button"
            aria-expanded={whole}
            onClick={() => setWhole(!whole)}
            className="mt-0.5 rounded font-medium text-violet-700 text-xs hover:underline pointer-coarse:py-2.5 dark:text-violet-300"
          >
            {whole ? words.showLess : words.showAll}
          </button>
        )}
      </div>
      <IconButton
        label={texts.copying.prompt}
        className="-mt-1.5 -me-2"
        onClick={() => void copyText(prompt)}
      >
        <Copy size={15} aria-hidden />
      </IconButton>
    </div>
  )
}
