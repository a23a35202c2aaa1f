import type { QueryClient } from '@tanstack/react-query'
import { formatBytes } from '@/shared/formatDetails'
import type { Picture } from '@/shared/graphql/fragments'
import { moreTexts } from '@/shared/moreTexts'
import { randomKey } from '@/shared/randomKey'
import { reasonOf } from '@/shared/reasonOf'
import { isUnderWay, UPLOAD_TYPES, type Upload, uploads } from '@/shared/uploads'
import { imageCacheOf } from '@/shared/useImageCache'
import { viewerKey } from '@/shared/viewer'
import { isForItsKey } from './sendFile'
import { sentAtLast } from './sentAtLast'
import { type OnLate, Task } from './task'

const AT_ONCE = 3
const words = moreTexts.uploads

const tasks = new Map<number, Task>()
const line: Task[] = []
let lastId = 0
let sending = 0

/** Uploads each file by itself, so that one bad file spoils nothing. Resolves with those that came, in their order. */
export async function uploadAll(
  client: QueryClient,
  files: readonly File[],
  limit: number,
  onLate?: OnLate,
): Promise<Picture[]> {
  const entered = files.map((file) => again(client, file) ?? enter(client, file, problemOf(file, limit)))
  const pictures = await Promise.all([...new Set(entered)].map((task) => task.picture(onLate)))
  return pictures.filter((picture) => picture !== null)
}

export function cancelUpload(id: number): void {
  const task = tasks.get(id)
  if (!task || !isRunning(id)) return
  task.stop.abort()
  if (line.includes(task)) line.splice(line.indexOf(task), 1)
  show(id, { state: 'CANCELLED', canRetry: true })
  task.settle(null)
}

export function cancelAllUploads(): void {
  for (const { id } of uploads.get()) cancelUpload(id)
}

export function retryUpload(id: number): void {
  const task = tasks.get(id)
  if (!task || !stateOf(id)?.canRetry) return
  task.renew()
  show(id, { state: 'WAITING', sent: 0, reason: null, canRetry: false })
  stand(task)
}

export function retryAllUploads(): void {
  for (const { id, state } of uploads.get()) if (state === 'FAILED') retryUpload(id)
}

/** Forgets what has ended. */
export function clearUploads(): void {
  for (const { id } of uploads.get()) if (!isRunning(id)) tasks.delete(id)
  uploads.set(uploads.get().filter(({ id }) => tasks.has(id)))
}

function problemOf(file: File, limit: number): string | null {
  if (!UPLOAD_TYPES.includes(file.type)) return words.notPicture
  return file.size > limit ? words.tooLarge(formatBytes(file.size), formatBytes(limit)) : null
}

/** The task of a file that is chosen a second time while it is listed. What failed is tried again, by its key. */
function again(client: QueryClient, { name, size, lastModified }: File): Task | undefined {
  const twin = [...tasks.values()].find(({ id, file, made }) => {
    const isSame = file.name === name && file.size === size && file.lastModified === lastModified
    return isSame && (isRunning(id) || stateOf(id)?.canRetry || (made !== null && lives(client, made)))
  })
  if (twin) retryUpload(twin.id)
  return twin
}

/** It may have been thrown away since. */
function lives(client: QueryClient, id: string): boolean {
  return imageCacheOf(client).find(id)?.deletedAt === null
}

function enter(client: QueryClient, file: File, problem: string | null): Task {
  lastId += 1
  const id = lastId
  const task = new Task(id, file, client)
  tasks.set(id, task)
  const state = problem === null ? 'WAITING' : 'FAILED'
  const { name, size } = file
  uploads.set([...uploads.get(), { id, name, size, state, sent: 0, reason: problem, canRetry: false }])
  if (problem === null) stand(task)
  else task.settle(null)
  return task
}

function stand(task: Task): void {
  line.push(task)
  if (sending >= AT_ONCE) return
  sending += 1
  void work()
}

async function work(): Promise<void> {
  for (let task = line.shift(); task; task = line.shift()) await send(task)
  sending -= 1
}

async function send(task: Task): Promise<void> {
  const { id, client, stop } = task
  try {
    const { file, key } = task
    const picture = await sentAtLast({ file, key, signal: stop.signal, tell: (change) => show(id, change) })
    imageCacheOf(client).settle([picture])
    void client.invalidateQueries({ queryKey: viewerKey })
    show(id, { state: 'DONE', sent: 1 })
    task.settle(picture)
  } catch (error) {
    if (stop.signal.aborted) return
    // Of all else it is not certain that nothing was kept: by the same key it is not kept twice.
    if (isForItsKey(error)) task.key = randomKey()
    show(id, { state: 'FAILED', reason: reasonOf(error), canRetry: true })
    task.settle(null)
  }
}

function stateOf(id: number): Upload | undefined {
  return uploads.get().find((upload) => upload.id === id)
}

function isRunning(id: number): boolean {
  const upload = stateOf(id)
  return upload !== undefined && isUnderWay(upload)
}

function show(id: number, change: Partial<Upload>): void {
  uploads.set(uploads.get().map((upload) => (upload.id === id ? { ...upload, ...change } : upload)))
}
