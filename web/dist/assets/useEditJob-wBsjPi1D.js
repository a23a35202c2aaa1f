import{r as e}from"./rolldown-runtime-XKyaHtl9.js";import{Kn as t,Mn as n,Nn as r,Sn as i,Yt as a,hn as o,jn as s,vn as c,xn as l}from"./first-CIWb1Ool.js";import{t as u}from"./jobSettings-BE18xfO7.js";import{t as d}from"./reasonOf-CFKTtU0n.js";var f=e(t(),1),p={settings:{size:`Size`,quality:`Quality`,background:`Background`,outputFormat:`Format`,n:`Pictures`},notOffered:`Not offered by this model:`,fallback:(e,t,n)=>`${e}: ${t} → ${n}`,cost:{unknown:`Tokens: not known for this model`,none:`Takes no tokens`,atMost:e=>`Up to ${l(e,`token`,`tokens`)}`,tokensLeft:(e,t)=>`${i(e)} of today’s ${i(t)} tokens left`,jobsLeft:(e,t)=>`${i(e)} of today’s ${l(t,`request`,`requests`)} left`},source:{name:(e,t,n)=>`Source ${e} of ${t}${n?`: ${n}`:``}`,count:(e,t)=>`${i(e)} of at most ${i(t)}`,leftOut:e=>e===0?`This model starts from no pictures: they are not sent.`:`This model starts from at most ${l(e,`picture`,`pictures`)}: the others are not sent.`,hint:`drag or use the arrow keys to reorder`,moved:(e,t)=>`Moved to place ${e} of ${t}`,removed:`Source removed`},masked:`with a mask`,heading:`What would you like to see?`,prompt:`Prompt`,placeholder:`A lighthouse on a cliff at dusk, soft rain, oil on canvas…`,placeholderEdit:`What should change in these pictures?`,model:`Model`,generate:`Generate`,generating:`Sending…`,shortcut:e=>e?`⌘ Enter`:`Ctrl Enter`,sources:`Start from`,addSource:`Add a picture to start from`,addSourceShort:`Add picture`,removeSource:`Remove this source`,tooManySources:e=>`At most ${l(e,`source`,`sources`)}; the rest were left out.`,started:`Added to the queue`,sourcesGone:e=>e===1?`One picture it started from is gone for good.`:`${l(e,`picture`,`pictures`)} it started from are gone for good.`,modelGone:`No image model is available on this server.`,demo:{title:`Demo provider.`,body:`Pictures are drawn by this server itself: free, and no prompt leaves it. For real ones, set`,key:`OPENAI_API_KEY`,end:`where the server runs and start it again.`},sizes:{square:`Square`,landscape:`Landscape`,portrait:`Portrait`,auto:`Automatic`},option:e=>e.charAt(0)+e.slice(1).toLowerCase()},m=r(`
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
  `,[s]),h=r(`
  query QueuePlaces($first: Int!) {
    jobs(first: $first, filter: { statuses: [QUEUED] }) {
      nodes {
        id
        queuePosition
      }
    }
  }
`),g=r(`
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
  `,[n]),_=r(`
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
  `,[s]),v=r(`
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
  `,[s]);function y(e){let{setSourceImages:t}=a();return(0,f.useCallback)(async n=>{e({prompt:n.prompt,model:n.model,n:n.n,...u(n)}),document.getElementById(`prompt`)?.focus();try{let e=await b(n),r=e.flatMap(({image:e})=>e?[e]:[]);t(r);let i=e.length-r.length;i>0&&c({tone:`error`,text:p.sourcesGone(i)})}catch(e){c({tone:`error`,text:d(e)})}},[e,t])}async function b({id:e}){let{node:t}=await o(g,{id:e});return t?.__typename===`Job`?t.sources:[]}export{v as a,h as i,_ as n,p as o,m as r,y as t};