import{r as e}from"./rolldown-runtime-XKyaHtl9.js";import{Dn as t,En as n,Gt as r,Tn as i,gn as a,ln as o,pn as s,zn as c}from"./first-DprsGu_8.js";import{t as l}from"./jobSettings-DMGzYOXB.js";import{t as u}from"./reasonOf-f_it1IR4.js";var d=e(c(),1),f={heading:`What would you like to see?`,prompt:`Prompt`,placeholder:`A lighthouse on a cliff at dusk, soft rain, oil on canvas…`,placeholderEdit:`What should change in these pictures?`,model:`Model`,size:`Size`,quality:`Quality`,background:`Background`,format:`Format`,number:`Pictures`,generate:`Generate`,generating:`Sending…`,shortcut:e=>e?`⌘ Enter`:`Ctrl Enter`,sources:`Start from`,addSource:`Add a picture to start from`,addSourceShort:`Add picture`,removeSource:`Remove this source`,tooManySources:e=>`At most ${a(e,`source`,`sources`)}; the rest were left out.`,started:`Added to the queue`,sourcesGone:e=>e===1?`One picture it started from is gone for good.`:`${a(e,`picture`,`pictures`)} it started from are gone for good.`,modelGone:`No image model is available on this server.`,demo:{title:`Demo provider.`,body:`Pictures are drawn by this server itself: free, and no prompt leaves it. For real ones, set`,key:`OPENAI_API_KEY`,end:`where the server runs and start it again.`},sizes:{square:`Square`,landscape:`Landscape`,portrait:`Portrait`,auto:`Automatic`},option:e=>e.charAt(0)+e.slice(1).toLowerCase()},p=t(`
    query JobPage($first: Int!, $after: String, $statuses: [JobStatus!]) {
      jobs(first: $first, after: $after, filter: { statuses: $statuses }) {
        nodes {
          ...JobFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,[i]),m=t(`
  query QueuePlaces($first: Int!) {
    jobs(first: $first, filter: { statuses: [QUEUED] }) {
      nodes {
        id
        queuePosition
      }
    }
  }
`),h=t(`
    query JobSources($id: ID!) {
      node(id: $id) {
        ... on Job {
          __typename
          sources {
            image {
              ...PictureFields
            }
          }
        }
      }
    }
  `,[n]),g=t(`
    mutation CancelJob($id: ID!) {
      cancelJob(id: $id) {
        job {
          ...JobFields
        }
        userErrors {
          message
        }
      }
    }
  `,[i]),_=t(`
    mutation RetryJob($id: ID!) {
      retryJob(id: $id) {
        job {
          ...JobFields
        }
        userErrors {
          message
        }
      }
    }
  `,[i]);function v(e){let{setSourceImages:t}=r();return(0,d.useCallback)(async n=>{e({prompt:n.prompt,model:n.model,n:n.n,...l(n)}),document.getElementById(`prompt`)?.focus();try{let e=await y(n),r=e.flatMap(({image:e})=>e?[e]:[]);t(r);let i=e.length-r.length;i>0&&s({tone:`error`,text:f.sourcesGone(i)})}catch(e){s({tone:`error`,text:u(e)})}},[e,t])}async function y({id:e}){let{node:t}=await o(h,{id:e});return t?.__typename===`Job`?t.sources:[]}export{_ as a,m as i,g as n,f as o,p as r,v as t};