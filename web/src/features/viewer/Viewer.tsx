import { useQueryClient } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { copyText } from '@/shared/copyText'
import { useEditor } from '@/shared/EditorContext'
import type { Picture } from '@/shared/graphql/fragments'
import { useImageActions } from '@/shared/imageActions'
import { texts } from '@/shared/texts'
import { iconButtonClasses } from '@/shared/ui/Button'
import { Toaster } from '@/shared/ui/Toaster'
import { useDocumentTitle } from '@/shared/ui/useDocumentTitle'
import { PictureInfo } from './PictureInfo'
import { Stage } from './Stage'
import { useViewerKeys } from './useViewerKeys'
import { usePictureDetails, useViewing } from './useViewing'
import { type ViewerActions, ViewerBar } from './ViewerBar'

export function Viewer({ id }: { id: string }) {
  const { picture, missing } = usePictureDetails(id)
  const { previous, next, goTo, leave } = useViewing(picture)
  const [info, setInfo] = useState(() => window.matchMedia('(min-width: 64rem)').matches)
  const actions = useViewerActions(picture, () => (next || previous ? goTo(next ?? previous) : leave()))
  const all: ViewerActions = { ...actions, close: leave, toggleInfo: () => setInfo(!info) }
  const onKeyDown = useViewerKeys(
    all,
    () => goTo(previous),
    () => goTo(next),
  )
  useDocumentTitle(picture?.prompt.slice(0, 80) || texts.viewer.label)

  return (
    <ModalDialog onClose={leave} onKeyDown={onKeyDown}>
      <ViewerBar picture={picture} info={info} actions={all} />
      <div className="flex min-h-0 flex-1 max-lg:flex-col">
        <div className="relative min-h-0 min-w-0 flex-1">
          {picture && <Stage key={picture.id} picture={picture} neighbours={[next, previous]} />}
          {missing && <p className="grid h-full place-items-center text-zinc-400">{texts.viewer.missing}</p>}
          <Step label={texts.viewer.previous} to={previous} goTo={goTo} side="left-2">
            <ChevronLeft size={24} aria-hidden />
          </Step>
          <Step label={texts.viewer.next} to={next} goTo={goTo} side="right-2">
            <ChevronRight size={24} aria-hidden />
          </Step>
        </div>
        {info && picture && <PictureInfo picture={picture} onCopy={actions.copyPrompt} />}
      </div>
    </ModalDialog>
  )
}

function useViewerActions(picture: Picture | null, moveOn: () => void) {
  const { star, trash, restore } = useImageActions()
  const { setSourceImages } = useEditor()
  const navigate = useNavigate()
  const client = useQueryClient()
  return {
    star: () => picture && void star(picture),
    copyPrompt: () => picture && void copyText(picture.prompt),
    edit: () => {
      if (!picture) return
      setSourceImages([picture])
      navigate('/')
    },
    trashOrRestore: () => {
      if (!picture) return
      moveOn()
      void (picture.deletedAt ? restore(picture) : trash(picture))
    },
    deleteForEver: async () => {
      if (!picture?.deletedAt) return
      const { deletePicture } = await import('@/shared/operations/deleteForEver')
      if (await deletePicture(client, picture)) moveOn()
    },
  }
}

interface ModalDialogProps {
  onClose: () => void
  onKeyDown: (event: React.KeyboardEvent) => void
  children: ReactNode
}

/** The browser's own modal dialog: it traps the focus and gives it back. */
function ModalDialog({ onClose, onKeyDown, children }: ModalDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  // A layout effect, because the browser gives the focus back only while the dialog is still in the page.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    element?.focus()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      aria-label={texts.viewer.label}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      className="fixed inset-0 m-0 h-dvh w-screen flex-col bg-zinc-950 text-zinc-100 outline-none scheme-dark open:flex"
    >
      {children}
      <Toaster />
    </dialog>
  )
}

interface StepProps {
  label: string
  to: Picture | undefined
  goTo: (picture: Picture | undefined) => void
  side: string
  children: ReactNode
}

function Step({ label, to, goTo, side, children }: StepProps) {
  if (!to) return null
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => goTo(to)}
      className={iconButtonClasses('glass', 'largeRound', `absolute inset-y-0 my-auto ${side}`)}
    >
      {children}
    </button>
  )
}
