import { TriangleAlert } from 'lucide-react'
import { Component, type ReactNode } from 'react'
import { texts } from '@/shared/texts'
import { Button } from '@/shared/ui/Button'
import { EmptyState } from '@/shared/ui/EmptyState'

interface CrashBoundaryProps {
  children: ReactNode
}

export class CrashBoundary extends Component<CrashBoundaryProps, { reason: string | null }> {
  override state = { reason: null }

  static getDerivedStateFromError(error: unknown) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }

  override render() {
    if (this.state.reason === null) return this.props.children
    return (
      <EmptyState icon={TriangleAlert} title={texts.app.crashed} body={this.state.reason}>
        <Button onClick={() => window.location.reload()}>{texts.app.reload}</Button>
      </EmptyState>
    )
  }
}
