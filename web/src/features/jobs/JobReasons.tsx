import { CircleAlert, CircleQuestionMark, Hourglass } from 'lucide-react'
import type { Job } from '@/shared/graphql/fragments'
import { isStillComing, logName, type Reason, reasonsOf } from './jobState'
import { Notice } from './Notice'
import { words } from './words'

/** Why pictures are missing, in words, and what to do. */
export function JobReasons({ job }: { job: Job }) {
  return (
    <>
      {reasonsOf(job).map((reason) => (
        <ReasonNotice key={`${reason.code} ${reason.message}`} reason={reason} job={job} />
      ))}
      {isStillComing(job) && (
        <Notice tone="plain" icon={Hourglass}>
          {words.stillComing}
        </Notice>
      )}
    </>
  )
}

function ReasonNotice({ reason, job }: { reason: Reason; job: Job }) {
  const { title, advice } = words.reasons[reason.code]
  const unknown = reason.code === 'OUTCOME_UNKNOWN'
  const some = reason.places.length > 0 && reason.places.length < job.n
  return (
    <Notice tone={unknown ? 'doubt' : 'bad'} icon={unknown ? CircleQuestionMark : CircleAlert}>
      <strong className="font-semibold">
        {some && `${words.places(reason.places)}: `}
        {title}
      </strong>
      {reason.message && <span className="break-words">{reason.message}</span>}
      <span>
        {advice} {reason.code === 'INTERNAL' && <code className="break-all">{logName(job)}</code>}
      </span>
    </Notice>
  )
}
