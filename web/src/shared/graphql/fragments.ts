import { type FragmentOf, graphql } from './tada'

/** What a tile needs, and what tells the lists where a picture belongs. */
export const PictureFields = graphql(`
  fragment PictureFields on Image {
    id
    origin
    prompt
    model
    width
    height
    byteSize
    thumbhash
    small: thumbUrl(size: SMALL)
    medium: thumbUrl(size: MEDIUM)
    preview: thumbUrl(size: PREVIEW)
    downloadUrl: url(download: true)
    urlExpiresAt
    starred
    deletedAt
    purgeAt
    createdAt
  }
`)

export const JobFields = graphql(
  `
    fragment JobFields on Job {
      id
      status
      prompt
      model
      params
      n
      progress
      queuePosition
      slots {
        index
        status
        previewUrl
        image {
          ...PictureFields
        }
        error {
          code
          message
        }
      }
      attempts {
        number
        sentAt
        outcome
        costTokens
        providerRequestId
      }
      error {
        code
        message
      }
      costTokens
      createdAt
      finishedAt
    }
  `,
  [PictureFields],
)

export type Picture = FragmentOf<typeof PictureFields>
export type Job = FragmentOf<typeof JobFields>
export type JobSlot = Job['slots'][number]
export type JobError = NonNullable<Job['error']>
