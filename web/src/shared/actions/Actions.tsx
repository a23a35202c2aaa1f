import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useLayoutEffect } from 'react'
import { useNavigate } from 'react-router'
import { useEditor } from '@/shared/EditorContext'
import { useStore } from '@/shared/store'
import { provideTools } from './act'
import { listen } from './listen'
import { menu } from './menu'
import { sheetShown } from './sheet'

const ActionMenu = lazy(() => import('./ActionMenu').then((module) => ({ default: module.ActionMenu })))
const ShortcutSheet = lazy(() =>
  import('./ShortcutSheet').then((module) => ({ default: module.ShortcutSheet })),
)

/** Hears the keys and the right button anywhere in the app, and shows what they ask for. */
export function Actions() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { setSourceImages } = useEditor()
  useLayoutEffect(
    () => provideTools({ client, navigate, setSourceImages }),
    [client, navigate, setSourceImages],
  )
  useLayoutEffect(() => listen(client, navigate), [client, navigate])
  const asked = useStore(menu)
  const isSheetShown = useStore(sheetShown)
  return (
    <Suspense fallback={null}>
      {asked && <ActionMenu key={`${asked.x} ${asked.y}`} asked={asked} />}
      {isSheetShown && <ShortcutSheet />}
    </Suspense>
  )
}
