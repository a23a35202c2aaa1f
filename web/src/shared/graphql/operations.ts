import { type FragmentOf, graphql } from './tada'

export const OperationFields = graphql(`
  fragment OperationFields on Operation {
    id
    action
    status
    matched
    changed
    skipped {
      reason
      count
      ids
    }
    error
    createdAt
    undoableUntil
  }
`)

export const SelectionSummaryQuery = graphql(`
  query SelectionSummary($selection: ImageSelection!) {
    selectionSummary(selection: $selection) {
      asOf
      count
      byteSize
      starredCount
      usedAsSourceCount
    }
  }
`)

export const OperationQuery = graphql(
  `
    query Operation($id: ID!) {
      node(id: $id) {
        ... on Operation {
          __typename
          ...OperationFields
        }
      }
    }
  `,
  [OperationFields],
)

export const OperationsQuery = graphql(
  `
    query Operations($first: Int!, $after: String) {
      operations(first: $first, after: $after) {
        nodes {
          ...OperationFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [OperationFields],
)

export const BulkUpdateImages = graphql(
  `
    mutation BulkUpdateImages($selection: ImageSelection!, $action: ImageAction!) {
      bulkUpdateImages(selection: $selection, action: $action) {
        operation {
          ...OperationFields
        }
        userErrors {
          code
          message
        }
      }
    }
  `,
  [OperationFields],
)

export const EmptyTrash = graphql(
  `
    mutation EmptyTrash($asOf: String!) {
      emptyTrash(asOf: $asOf) {
        operation {
          ...OperationFields
        }
        userErrors {
          code
          message
        }
      }
    }
  `,
  [OperationFields],
)

export const UndoOperation = graphql(
  `
    mutation UndoOperation($id: ID!) {
      undoOperation(id: $id) {
        operation {
          ...OperationFields
        }
        userErrors {
          code
          message
        }
      }
    }
  `,
  [OperationFields],
)

export type Operation = FragmentOf<typeof OperationFields>
export type ImageAction = Operation['action']

export const CreateDownload = graphql(`
  mutation CreateDownload($selection: ImageSelection!) {
    createDownload(selection: $selection) {
      download {
        url
        count
        byteSize
      }
      userErrors {
        code
        message
      }
    }
  }
`)
