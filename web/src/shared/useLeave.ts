import { useLocation, useNavigate } from 'react-router'
import { type LeaveState, lastViewed } from '@/shared/viewerLink'

/** Back to where one came from, in a list to the picture; to the gallery, where the app was begun here. */
export function useLeave(): () => void {
  const navigate = useNavigate()
  const location = useLocation()
  const state = location.state as LeaveState | null
  return () => {
    if (location.key === 'default') return void navigate('/gallery', { replace: true })
    if (state) lastViewed.set(state.left)
    navigate(-1)
  }
}
