import{t as e}from"./moreTexts-CIQTRj1u.js";import{En as t,an as n,ln as r}from"./first-td9I9uc7.js";var i=t(`
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
`),a=t(`
  query SelectionSummary($selection: ImageSelection!) {
    selectionSummary(selection: $selection) {
      asOf
      count
      byteSize
      starredCount
      usedAsSourceCount
    }
  }
`),o=t(`
    query Operation($id: ID!) {
      node(id: $id) {
        ... on Operation {
          __typename
          ...OperationFields
        }
      }
    }
  `,[i]),s=t(`
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
  `,[i]),c=t(`
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
  `,[i]),l=t(`
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
  `,[i]),u=t(`
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
  `,[i]),d=t(`
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
`),f=400,p=100;async function m(e,t){let n=e;for(;n.status===`RUNNING`;)t(n),await new Promise(e=>setTimeout(e,f)),n=await h(n.id)??n;return n}async function h(e){try{let{node:t}=await r(o,{id:e});return t?.__typename===`Operation`?t:null}catch(e){if(e instanceof n&&!/^HTTP_5|^UNAVAILABLE$|^RATE/.test(e.code))throw e;return null}}function g(e,t){return e.skipped.find(e=>e.reason===t)?.count??0}function _(e){return e.changed+e.skipped.reduce((e,t)=>e+t.count,0)}function v(e){let t=e.flatMap(e=>e.skipped).filter(({reason:e})=>e!==`ALREADY_SO`);return new Set(t.flatMap(({ids:e})=>e))}function y(e){return e.flatMap(e=>e.skipped).flatMap(({reason:e,ids:t})=>e===`NOT_FOUND`||e===`BEING_PURGED`?t:[])}function b(e){return e.matched>p||e.skipped.some(e=>e.count>e.ids.length)}var x=1001,S=e.operations;function C(e){let t=S.doing[e.action],{matched:n}=e,r=Math.min(_(e),n);return n<=x?{text:S.running(t,r),progress:`unknown`}:{text:S.runningOf(t,r,n),progress:r/n}}function w(e){let[t]=e;if(!t)return S.nothingChanged;let n=S.done[t.action](e.reduce((e,t)=>e+t.changed,0)),r=e.find(e=>e.status===`FAILED`),i=T(e);return r?[S.halfWay(n),r.error,S.left(i)].filter(Boolean).join(` `):i.length>0?`${n}. ${S.left(i)}`:n}function T(e){let t=new Map;for(let{reason:n,count:r}of e.flatMap(e=>e.skipped))t.set(n,(t.get(n)??0)+r);return[...t].map(([e,t])=>S.skipped[e](t))}export{y as a,g as c,l as d,s as f,m as i,c as l,u as m,T as n,b as o,a as p,w as r,v as s,C as t,d as u};