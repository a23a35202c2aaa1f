import { PictureFields } from '@/shared/graphql/fragments'
import { graphql, type ResultOf } from '@/shared/graphql/tada'

export const ComparedQuery = graphql(
  `
    query Compared($ids: [ID!]!) {
      nodes(ids: $ids) {
        ... on Image {
          __typename
          ...PictureFields
          params
          url
        }
      }
    }
  `,
  [PictureFields],
)

export type ComparedPicture = Extract<
  NonNullable<ResultOf<typeof ComparedQuery>['nodes'][number]>,
  { __typename: 'Image' }
>
