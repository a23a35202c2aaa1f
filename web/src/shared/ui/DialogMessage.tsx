import type { ReactNode } from 'react'

interface DialogMessageProps {
  title: string
  body?: string
  children?: ReactNode
}

/** Says why a dark dialog, which fills the screen, has nothing to show. */
export function DialogMessage({ title, body, children }: DialogMessageProps) {
  return (
    <div className="grid min-h-0 flex-1 place-content-center justify-items-center gap-5 px-6 text-center">
      <div>
        <h1 className="font-semibold text-lg">{title}</h1>
        {body && <p className="mt-1.5 max-w-sm text-balance text-sm text-zinc-400">{body}</p>}
      </div>
      {children}
    </div>
  )
}
