import { CloudOff } from 'lucide-react'
import { texts } from '@/shared/texts'
import { Button } from './Button'
import { EmptyState } from './EmptyState'

export function LoadFailure({ reason, retry }: { reason: string; retry: () => void }) {
  return (
    <EmptyState icon={CloudOff} title={texts.app.unreachable} body={reason}>
      <Button onClick={retry}>{texts.app.retry}</Button>
    </EmptyState>
  )
}
