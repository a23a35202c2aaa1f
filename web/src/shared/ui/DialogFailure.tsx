import { reasonOf } from '@/shared/reasonOf'
import { texts } from '@/shared/texts'
import { Button } from './Button'
import { DialogMessage } from './DialogMessage'

interface DialogFailureProps {
  error: unknown
  retry: () => void
}

/** What a dialog over the whole screen says when its pictures could not be loaded. */
export function DialogFailure({ error, retry }: DialogFailureProps) {
  return (
    <DialogMessage title={texts.gallery.failed} body={reasonOf(error)}>
      <Button tone="onDark" onClick={retry}>
        {texts.app.retry}
      </Button>
    </DialogMessage>
  )
}
