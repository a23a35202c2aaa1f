import type { QueryClient } from '@tanstack/react-query'
import type { Job } from './graphql/fragments'
import { type JobList, jobsKey, putJob } from './jobs'

/** Puts a job as the answer to a request made at `askedAt` tells it, unless an event has told of it since. */
export function putAnswer(client: QueryClient, job: Job, askedAt: number): void {
  const heard = client.getQueryData<JobList>(jobsKey)?.heard[job.id] ?? 0
  if (heard <= askedAt) putJob(client, job)
}
