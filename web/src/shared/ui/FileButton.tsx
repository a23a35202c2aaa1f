import { type ReactNode, useRef } from 'react'
import { UPLOAD_TYPES } from '@/shared/uploads'

interface FileButtonProps {
  label: string
  className: string
  onFiles: (files: File[]) => void
  children: ReactNode
}

export function FileButton({ label, className, onFiles, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        aria-label={label}
        title={label}
        className={className}
        onClick={() => input.current?.click()}
      >
        {children}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={UPLOAD_TYPES.join(',')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // The same file can be chosen again.
          event.target.value = ''
        }}
      />
    </>
  )
}
