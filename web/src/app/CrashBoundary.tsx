import { Component, type ReactNode } from 'react'
import { texts } from '@/shared/texts'
import { Button } from '@/shared/ui/Button'

interface CrashBoundaryProps {
  children: ReactNode
}

/** Part of what loads first: whatever else there is to load may be what has failed. */
export class CrashBoundary extends Component<CrashBoundaryProps, { reason: string | null }> {
  override state = { reason: null }

  static getDerivedStateFromError(error: unknown) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }

  override render() {
    if (this.state.reason === null) return this.props.children
    return (
      <div className="flex min-h-80 flex-col items-center justify-center gap-4 px-6 text-center">
        <h2 className="font-semibold text-base">{texts.app.crashed}</h2>
        <p className="text-sm text-zinc-600 dark:text-zinc-400">{this.state.reason}</p>
        <Button onClick={() => window.location.reload()}>{texts.app.reload}</Button>
      </div>
    )
  }
}
