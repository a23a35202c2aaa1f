import { useLocation, useNavigate } from 'react-router'

/** Back to where one came from; to the gallery, where the app was begun here. */
export function useLeave(): () => void {
  const navigate = useNavigate()
  const { key } = useLocation()
  return () => void (key === 'default' ? navigate('/gallery', { replace: true }) : navigate(-1))
}
