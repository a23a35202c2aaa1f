import { PictureFields } from '@/shared/graphql/fragments'
import { graphql, type ResultOf } from '@/shared/graphql/tada'

/** What a thumbnail that leads to another picture needs. */
const Relative = graphql(`
  fragment Relative on Image {
    id
    prompt
    thumbhash
    small: thumbUrl(size: SMALL)
  }
`)

export const PictureDetailsQuery = graphql(
  `
    query PictureDetails($id: ID!) {
      node(id: $id) {
        ... on Image {
          __typename
          ...PictureFields
          origin
          revisedPrompt
          params
          contentType
          url
          sha256
          costTokens
          sources {
            id
            thumbhash
            image {
              ...Relative
            }
          }
          derived(first: 12) {
            totalCount
            nodes {
              ...Relative
            }
          }
          job {
            id
            n
            attempts {
              number
              sentAt
              outcome
              costTokens
              providerRequestId
            }
            images {
              ...Relative
            }
          }
        }
      }
    }
  `,
  [PictureFields, Relative],
)

/** A picture's place in a list that it need not belong to. */
export const PlaceQuery = graphql(`
  query Place($id: ID!, $filter: ImageFilter!, $orderBy: ImageOrder!) {
    node(id: $id) {
      ... on Image {
        __typename
        cursor(filter: $filter, orderBy: $orderBy)
      }
    }
  }
`)

export const AroundQuery = graphql(
  `
    query Around($most: Int!, $cursor: String!, $filter: ImageFilter!, $orderBy: ImageOrder!) {
      before: images(last: $most, before: $cursor, filter: $filter, orderBy: $orderBy) {
        nodes {
          ...PictureFields
        }
        pageInfo {
          hasPreviousPage
        }
      }
      after: images(first: $most, after: $cursor, filter: $filter, orderBy: $orderBy) {
        nodes {
          ...PictureFields
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  `,
  [PictureFields],
)

export type PictureDetails = Extract<
  NonNullable<ResultOf<typeof PictureDetailsQuery>['node']>,
  { __typename: 'Image' }
>
export type RelativePicture = ResultOf<typeof Relative>
