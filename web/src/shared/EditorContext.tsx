import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import type { Job, Picture } from './graphql/fragments'
import { PicturesByIdQuery } from './graphql/queries'
import { request } from './graphql/request'
import { usePendingJobs } from './jobs'
import { useLatest } from './useLatest'

interface Editor {
  /** Read from the server, so that they survive a reload. */
  pendingJobs: Job[]
  sourceImages: Picture[]
  setSourceImages(pictures: Sources): void
}

/** What they are to be, or what they become of those that are chosen by then. */
type Sources = Picture[] | ((now: Picture[]) => Picture[])

const STORED = 'gallery.sources'
const EditorContext = createContext<Editor | null>(null)

export function EditorProvider({ children }: { children: ReactNode }) {
  const pendingJobs = usePendingJobs()
  const [sourceImages, setSourceImages] = useStoredSources()
  const editor = useMemo(
    () => ({ pendingJobs, sourceImages, setSourceImages }),
    [pendingJobs, sourceImages, setSourceImages],
  )
  return <EditorContext value={editor}>{children}</EditorContext>
}

export function useEditor(): Editor {
  const editor = useContext(EditorContext)
  if (!editor) throw new Error('useEditor stands outside EditorProvider')
  return editor
}

/** Only ids are stored: addresses of pictures expire. */
function useStoredSources(): [Picture[], (pictures: Sources) => void] {
  const [chosen, setChosen] = useState<Picture[] | null>(null)
  const [stored] = useState(readStored)
  const { data: found } = useQuery({
    queryKey: ['sources', stored],
    enabled: stored.length > 0 && chosen === null,
    queryFn: async ({ signal }) => {
      const { nodes } = await request(PicturesByIdQuery, { ids: stored }, signal)
      return nodes.filter((node) => node?.__typename === 'Image') as Picture[]
    },
  })
  useEffect(() => {
    if (chosen) sessionStorage.setItem(STORED, JSON.stringify(chosen.map((picture) => picture.id)))
  }, [chosen])
  const latest = useLatest(found)
  const choose = useCallback(
    (pictures: Sources) =>
      setChosen((now) => (typeof pictures === 'function' ? pictures(now ?? latest.current ?? []) : pictures)),
    [latest],
  )
  const sources = useMemo(() => chosen ?? found ?? [], [chosen, found])
  return [sources, choose]
}

function readStored(): string[] {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(STORED) ?? '[]')
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}
