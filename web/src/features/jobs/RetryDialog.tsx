import { useId } from 'react'
import { Button } from '@/shared/ui/Button'
import { useModal } from '@/shared/ui/useModal'
import { words } from './words'

interface RetryDialogProps {
  pictures: number
  onConfirm: () => void
  onClose: () => void
}

/** Asked before what may have been paid is asked for again. */
export function RetryDialog({ pictures, onConfirm, onClose }: RetryDialogProps) {
  const modal = useModal(onClose)
  const id = useId()
  const confirm = () => {
    onClose()
    onConfirm()
  }
  return (
    <dialog
      {...modal}
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}body`}
      className="m-auto w-100 max-w-[calc(100vw-2rem)] animate-rise rounded-2xl bg-white p-6 shadow-2xl ring-1 ring-zinc-200 backdrop:bg-black/40 backdrop:backdrop-blur-xs dark:bg-zinc-900 dark:ring-zinc-700"
    >
      <h3 id={`${id}title`} className="font-semibold text-lg tracking-tight">
        {words.confirm.title}
      </h3>
      <p id={`${id}body`} className="mt-2 text-sm text-zinc-600 leading-relaxed dark:text-zinc-400">
        {words.confirm.body}
      </p>
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button tone="quiet" onClick={onClose}>
          {words.confirm.no}
        </Button>
        <Button tone="primary" onClick={confirm}>
          {words.confirm.yes(pictures)}
        </Button>
      </div>
    </dialog>
  )
}
