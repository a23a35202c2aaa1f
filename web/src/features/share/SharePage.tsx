import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { changeDraft } from '@/shared/draft'
import { useEditor } from '@/shared/EditorContext'
import type { Picture } from '@/shared/graphql/fragments'
import { PicturesByIdQuery } from '@/shared/graphql/queries'
import { request } from '@/shared/graphql/request'
import { reasonOf } from '@/shared/reasonOf'
import { showToast } from '@/shared/toasts'
import { readTold, type Told } from './told'
import { words } from './words'

/** Says what became of something shared, and goes to where it is of use: with words, to the form. */
export function SharePage() {
  const { hash } = useLocation()
  const navigate = useNavigate()
  const { setSourceImages } = useEditor()
  useEffect(() => {
    const told = readTold(hash)
    report(told)
    if (told.words) {
      changeDraft({ prompt: told.words })
      sourcesOf(told.pictures).then(
        (pictures) => pictures.length > 0 && setSourceImages(pictures),
        (error) => showToast({ tone: 'error', text: reasonOf(error) }),
      )
    }
    navigate(told.words ? '/' : '/gallery', { replace: true })
  }, [hash, navigate, setSourceImages])
  return null
}

function report({ pictures, refused, failed }: Told): void {
  if (pictures.length > 0) showToast({ text: words.taken(pictures.length) })
  if (refused > 0) showToast({ tone: 'error', text: words.refused(refused) })
  if (failed) showToast({ tone: 'error', text: words.failed[failed] })
}

async function sourcesOf(ids: string[]): Promise<Picture[]> {
  if (ids.length === 0) return []
  const { nodes } = await request(PicturesByIdQuery, { ids })
  return nodes.filter((node) => node?.__typename === 'Image') as Picture[]
}
