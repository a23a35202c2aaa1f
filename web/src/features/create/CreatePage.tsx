import type { ReactNode } from 'react'
import { useDraft } from '@/shared/draft'
import type { Job } from '@/shared/graphql/fragments'
import { texts } from '@/shared/texts'
import { DropZone } from '@/shared/ui/DropZone'
import { LoadFailure } from '@/shared/ui/LoadFailure'
import { PageFrame } from '@/shared/ui/PageFrame'
import { useServer } from '@/shared/viewer'
import { Composer } from './Composer'
import { DemoNotice } from './DemoNotice'
import { useAddSources } from './useAddSources'
import { useEditJob } from './useEditJob'
import { words } from './words'

interface CreatePageProps {
  /** The job cards are a feature of their own, which the app puts in here. */
  renderJobs: (onEdit: (job: Job) => void) => ReactNode
}

export function CreatePage({ renderJobs }: CreatePageProps) {
  const [draft, change] = useDraft()
  const server = useServer()
  const models = server.data?.models ?? []
  const model = models.find((other) => other.name === draft.model) ?? models[0]
  const addSources = useAddSources(model?.maxSources ?? 0)
  const edit = useEditJob(change)
  return (
    <PageFrame title={texts.pages.create}>
      <DropZone label={words.addSource} onFiles={addSources} />
      <div className="mx-auto w-full max-w-3xl px-4 pt-2 pb-10 sm:px-6 sm:pt-[7vh]">
        <h2 className="mb-6 text-balance text-center font-semibold text-2xl tracking-tight sm:text-3xl">
          {words.heading}
        </h2>
        {model && (
          <>
            <Composer {...{ draft, change, model, models, addSources }} />
            {model.isDemo && <DemoNotice />}
          </>
        )}
        {server.isSuccess && !model && <p className="text-center text-sm">{words.modelGone}</p>}
        {server.isError && <LoadFailure reason={texts.errors.network} retry={() => void server.refetch()} />}
      </div>
      {/* Not before the form, which would push them down. */}
      {!server.isPending && renderJobs(edit)}
    </PageFrame>
  )
}
