import{dn as e,jn as t,mn as n}from"./first-Dn2-r2C5.js";var r=t(`
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
`),i=t(`
  query SelectionSummary($selection: ImageSelection!) {
    selectionSummary(selection: $selection) {
      asOf
      count
      byteSize
      starredCount
      usedAsSourceCount
    }
  }
`),a=t(`
    query Operation($id: ID!) {
      node(id: $id) {
        ... on Operation {
          __typename
          ...OperationFields
        }
      }
    }
  `,[r]),o=t(`
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
  `,[r]),s=t(`
    mutation BulkUpdateImages($selection: ImageSelection!, $action: ImageAction!) {
      bulkUpdateImages(selection: $selection, action: $action) {
        operation {
          ...OperationFields
        }
        userErrors {
          message
        }
      }
    }
  `,[r]),c=t(`
    mutation EmptyTrash($asOf: String!) {
      emptyTrash(asOf: $asOf) {
        operation {
          ...OperationFields
        }
        userErrors {
          message
        }
      }
    }
  `,[r]),l=t(`
    mutation UndoOperation($id: ID!) {
      undoOperation(id: $id) {
        operation {
          ...OperationFields
        }
        userErrors {
          message
        }
      }
    }
  `,[r]),u=t(`
  mutation CreateDownload($selection: ImageSelection!) {
    createDownload(selection: $selection) {
      download {
        url
        count
        byteSize
      }
      userErrors {
        message
      }
    }
  }
`),d=400,f=100;async function p(e,t){let n=e;for(;n.status===`RUNNING`;)t(n),await new Promise(e=>setTimeout(e,d)),n=await m(n.id)??n;return n}async function m(t){try{let{node:e}=await n(a,{id:t});return e?.__typename===`Operation`?e:null}catch(t){if(t instanceof e&&!/^HTTP_5|^UNAVAILABLE$|^RATE/.test(t.code))throw t;return null}}function h(e,t){return e.skipped.find(e=>e.reason===t)?.count??0}function g(e){return e.changed+e.skipped.reduce((e,t)=>e+t.count,0)}function _(e){let t=e.flatMap(e=>e.skipped).filter(({reason:e})=>e!==`ALREADY_SO`);return new Set(t.flatMap(({ids:e})=>e))}function v(e){return e.flatMap(e=>e.skipped).flatMap(({reason:e,ids:t})=>e===`NOT_FOUND`||e===`BEING_PURGED`?t:[])}function y(e){return e.matched>f||e.skipped.some(e=>e.count>e.ids.length)}export{_ as a,u as c,i as d,l as f,y as i,c as l,v as n,h as o,g as r,s,p as t,o as u};