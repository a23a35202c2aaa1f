import { JobFields, PictureFields } from './fragments'
import { graphql, type ResultOf } from './tada'

export const GalleryEvents = graphql(
  `
    subscription GalleryEvents($after: String) {
      galleryEvents(after: $after) {
        __typename
        cursor
        ... on ImageCreated {
          image {
            ...PictureFields
          }
        }
        ... on ImagesChanged {
          operation {
            id
            action
            status
          }
          truncated
          images {
            ...PictureFields
          }
        }
        ... on ImagesDeleted {
          truncated
          ids
        }
        ... on JobChanged {
          job {
            ...JobFields
          }
        }
      }
    }
  `,
  [PictureFields, JobFields],
)

export const JobProgress = graphql(
  `
    subscription JobProgress {
      jobProgress {
        ...JobFields
      }
    }
  `,
  [JobFields],
)

export type GalleryEvent = ResultOf<typeof GalleryEvents>['galleryEvents']
