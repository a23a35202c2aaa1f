import{At as e,Dt as t,Ot as n,bt as r,xt as i,zt as a}from"./shared-CXMBr1ld.js";var o=e=>t(e,`picture`,`pictures`),s={selection:{bar:`Selected pictures`,clear:`Clear selection`,all:`Select all`,star:`Star`,unstar:`Remove star`,downloading:(e,t)=>`Downloading ${o(e)}, ${t}`,tooManyLeftOut:e=>`At most ${o(e)} can be left out of a whole selection.`,late:`This picture came after you selected all. Press Ctrl+A again to take it in.`},operations:{done:{STAR:e.gallery.gotStar,UNSTAR:e.gallery.lostStar,TRASH:e.gallery.trashed,RESTORE:e.gallery.restored,DELETE:e=>`${o(e)} deleted for ever`},doing:{STAR:`Starring pictures`,UNSTAR:`Removing stars`,TRASH:`Moving pictures to trash`,RESTORE:`Restoring pictures`,DELETE:`Deleting pictures for ever`},skipped:{NOT_FOUND:e=>`${n(e)} no longer here`,ALREADY_SO:e=>`${n(e)} already so`,NOT_IN_TRASH:e=>`${n(e)} not in the trash`,IN_TRASH:e=>`${n(e)} in the trash`,BEING_PURGED:e=>`${n(e)} being deleted for ever`,CHANGED_SINCE:e=>`${n(e)} changed since`},left:e=>e.length>0?`Left as they were: ${e.join(`, `)}.`:``,running:(e,t)=>`${e}…${t>0?` ${n(t)}`:``}`,runningOf:(e,t,r)=>`${e}… ${n(t)} of ${n(r)}`,halfWay:e=>`Stopped half-way: ${e}.`,undoing:`Taking it back…`,undone:e=>`Undone for ${o(e)}.`,changedSince:e=>` ${o(e)} ${e===1?`was`:`were`} changed since and ${e===1?`stays as it is`:`stay as they are`}.`,gone:e=>` ${o(e)} ${e===1?`is`:`are`} no longer here.`,nothingChanged:`Nothing was changed.`},deletion:{title:e=>`Delete ${o(e)} for ever?`,emptyTitle:e=>`Empty the trash of ${o(e)}?`,body:e=>`This frees ${e}. It cannot be undone.`,sources:e=>`Other pictures were made from ${n(e)} of them; those stay, without ${e===1?`this source`:`these sources`}.`,confirm:e=>`Delete ${o(e)}`,cancel:`Keep them`,nothing:`There is nothing left to delete.`},history:{note:`What was done to your pictures. Most of it can be undone for seven days.`,list:`Past operations`,status:{RUNNING:`Running`,DONE:`Done`,UNDONE:`Undone`,FAILED:`Stopped half-way`},undo:`Undo`,undoLabel:e=>`Undo: ${e}`,until:e=>`until ${e}`,more:`Show older ones`,failed:`Could not load what was done.`,empty:{title:`Nothing done yet`,body:`Stars, deletions and restores are listed here, so that you can take them back.`}}},c=a(`
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
`),l=a(`
  query SelectionSummary($selection: ImageSelection!) {
    selectionSummary(selection: $selection) {
      asOf
      count
      byteSize
      starredCount
      usedAsSourceCount
    }
  }
`),u=a(`
    query Operation($id: ID!) {
      node(id: $id) {
        ... on Operation {
          __typename
          ...OperationFields
        }
      }
    }
  `,[c]),d=a(`
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
  `,[c]),f=a(`
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
  `,[c]),p=a(`
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
  `,[c]),m=a(`
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
  `,[c]),h=a(`
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
`),g=400,_=100;async function v(e,t){let n=e;for(;n.status===`RUNNING`;)t(n),await new Promise(e=>setTimeout(e,g)),n=await y(n.id)??n;return n}async function y(e){try{let{node:t}=await i(u,{id:e});return t?.__typename===`Operation`?t:null}catch(e){if(e instanceof r&&!/^HTTP_5|^UNAVAILABLE$|^RATE/.test(e.code))throw e;return null}}function b(e,t){return e.skipped.find(e=>e.reason===t)?.count??0}function x(e){return e.changed+e.skipped.reduce((e,t)=>e+t.count,0)}function S(e){let t=e.flatMap(e=>e.skipped).filter(({reason:e})=>e!==`ALREADY_SO`);return new Set(t.flatMap(({ids:e})=>e))}function C(e){return e.flatMap(e=>e.skipped).flatMap(({reason:e,ids:t})=>e===`NOT_FOUND`||e===`BEING_PURGED`?t:[])}function w(e){return e.matched>_||e.skipped.some(e=>e.count>e.ids.length)}export{S as a,h as c,l as d,m as f,w as i,p as l,C as n,b as o,s as p,x as r,f as s,v as t,d as u};