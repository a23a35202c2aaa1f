import { PictureFields } from '@/shared/graphql/fragments'
import { graphql } from '@/shared/graphql/tada'

export const JobPicturesQuery = graphql(
  `
    query JobPictures($id: ID!) {
      node(id: $id) {
        ... on Job {
          __typename
          images {
            ...PictureFields
          }
        }
      }
    }
  `,
  [PictureFields],
)
