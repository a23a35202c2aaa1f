import{r as e}from"./rolldown-runtime-XKyaHtl9.js";import{En as t,Gt as n,Ht as r,Kn as i,Rn as a,Tn as o,_n as s,fn as c,gn as l,ln as u,qt as d,wn as f}from"./first-td9I9uc7.js";import{t as p}from"./reasonOf-DoPVaPip.js";import{t as m}from"./jobSettings-BE18xfO7.js";var h=e(i(),1),g=a(`create`,{settings:{size:`Size`,quality:`Quality`,background:`Background`,outputFormat:`Format`,n:`Pictures`},notOffered:`Not offered by this model:`,fallback:(e,t,n)=>`${e}: ${t} → ${n}`,cost:{unknown:`Tokens: not known for this model`,none:`Takes no tokens`,atMost:e=>`Up to ${l(e,`token`,`tokens`)}`,tokensLeft:(e,t)=>`${s(e)} of today’s ${s(t)} tokens left`,jobsLeft:(e,t)=>`${s(e)} of today’s ${l(t,`request`,`requests`)} left`},source:{name:(e,t,n)=>`Source ${e} of ${t}${n?`: ${n}`:``}`,count:(e,t)=>`${s(e)} of at most ${s(t)}`,leftOut:e=>e===0?`This model starts from no pictures: they are not sent.`:`This model starts from at most ${l(e,`picture`,`pictures`)}: the others are not sent.`,hint:`drag or use the arrow keys to reorder`,moved:(e,t)=>`Moved to place ${e} of ${t}`,removed:`Source removed`},masked:`with a mask`,heading:`What would you like to see?`,prompt:`Prompt`,placeholder:`A lighthouse on a cliff at dusk, soft rain, oil on canvas…`,placeholderEdit:`What should change in these pictures?`,model:`Model`,generate:`Generate`,generating:`Sending…`,shortcut:e=>e?`⌘ Enter`:`Ctrl Enter`,sources:`Start from`,addSource:`Add a picture to start from`,addSourceShort:`Add picture`,removeSource:`Remove this source`,tooManySources:e=>`At most ${l(e,`source`,`sources`)}; the rest were left out.`,started:`Added to the queue`,sourcesGone:e=>e===1?`One picture it started from is gone for good.`:`${l(e,`picture`,`pictures`)} it started from are gone for good.`,modelGone:`No image model is available on this server.`,demo:{title:`Demo provider.`,body:`Pictures are drawn by this server itself: free, and no prompt leaves it. For real ones, set`,key:`OPENAI_API_KEY`,end:`where the server runs and start it again.`},sizes:{square:`Square`,landscape:`Landscape`,portrait:`Portrait`,auto:`Automatic`},options:{AUTO:`Auto`,LOW:`Low`,MEDIUM:`Medium`,HIGH:`High`,TRANSPARENT:`Transparent`,OPAQUE:`Opaque`}}),_={focus:`prompt`};function v(e,t,r){(e.getQueryData(n)?.heard[t.id]??0)<=r&&d(e,t)}var y=t(`
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
  `,[f]),b=t(`
  query QueuePlaces($first: Int!) {
    jobs(first: $first, filter: { statuses: [QUEUED] }) {
      nodes {
        id
        queuePosition
      }
    }
  }
`),x=t(`
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
  `,[o]),S=t(`
    mutation CancelJob($id: ID!) {
      cancelJob(id: $id) {
        job {
          ...JobFields
        }
        userErrors {
          code
          message
        }
      }
    }
  `,[f]),C=t(`
    mutation RetryJob($id: ID!) {
      retryJob(id: $id) {
        job {
          ...JobFields
        }
        userErrors {
          code
          message
        }
      }
    }
  `,[f]);function w(e){let{setSourceImages:t}=r();return(0,h.useCallback)(async n=>{e({prompt:n.prompt,model:n.model,n:n.n,...m(n)}),document.getElementById(`prompt`)?.focus();try{let e=await T(n),r=e.flatMap(({image:e})=>e?[e]:[]);t(r);let i=e.length-r.length;i>0&&c({tone:`error`,text:g.sourcesGone(i)})}catch(e){c({tone:`error`,text:p(e)})}},[e,t])}async function T({id:e}){let{node:t}=await u(x,{id:e});return t?.__typename===`Job`?t.sources:[]}var E=new Intl.PluralRules(`en`,{type:`ordinal`}),D={one:`st`,two:`nd`,few:`rd`,other:`th`},O=e=>`${s(e)}${D[E.select(e)]}`,k=a(`jobs`,{recent:{heading:`Recent work`,all:`All jobs`,empty:`What you ask for appears here while it is drawn, and stays in the gallery.`,failed:`Could not load what was asked for lately.`},summary:(e,t,n)=>`${e}: ${t}. ${n}.`,headline:{QUEUED:`Queued`,RUNNING:`Drawing`,SUCCEEDED:`Done`,PARTIAL:`Partly done`,FAILED:`Failed`,CANCELLED:`Cancelled`,REFUSED:`Refused`,UNKNOWN:`Outcome unknown`,AGAIN:`Tries again soon`},place:e=>`${O(e)} in the queue`,percent:e=>`${Math.round(e*100)}%`,came:(e,t)=>`${e} of ${l(t,`picture`,`pictures`)}`,asked:e=>l(e,`picture`,`pictures`),qualities:{AUTO:`auto quality`,LOW:`low quality`,MEDIUM:`medium quality`,HIGH:`high quality`},automatic:`automatic size`,showAll:`Show all`,showLess:`Show less`,progress:`Progress`,elapsed:`Drawing for`,slot:(e,t)=>`Picture ${e} of ${t}`,trashed:e=>`${e}, in the trash`,places:e=>`${e.length===1?`Picture`:`Pictures`} ${e.join(`, `)}`,tile:{WAITING:`Waiting`,RUNNING:`Drawing`,CANCELLED:`Cancelled`,DELETED:`Deleted for good`},actions:{cancel:`Cancel`,cancelled:`Cancelled. A picture that was already paid for still arrives.`,retry:e=>`Retry ${l(e,`picture`,`pictures`)}`,edit:`Edit and retry`,reuse:`Use again`,goThrough:`Go through them`,older:`Show older work`},all:{filter:`Show`,states:{all:`All`,pending:`Under way`,done:`Done`,failed:`Failed`,refused:`Refused`,cancelled:`Cancelled`},empty:{all:{title:`Nothing asked for yet`,body:`What you ask for on the page Create is listed here.`},pending:{title:`Nothing is under way`,body:`What is waiting or being drawn is listed here.`},done:{title:`Nothing done yet`,body:`What brought pictures is listed here.`},failed:{title:`Nothing has failed`,body:`What failed is kept here, to be tried again.`},refused:{title:`Nothing was refused`,body:`What a provider refused is kept here, to be changed.`},cancelled:{title:`Nothing was cancelled`,body:`What you cancel is kept here, to be asked for again.`}}},stillComing:`It was cancelled while the provider was drawing: a picture already paid for still arrives here.`,confirm:{title:`Ask again?`,body:`The provider may have drawn and charged this already, and its answer may yet arrive. Asking again can cost it a second time.`,yes:e=>`Ask again for ${l(e,`picture`,`pictures`)}`,no:`Not now`},reasons:{MODERATION:{short:`Refused`,title:`Refused by the safety rules of the provider`,advice:`Change the prompt, then ask again.`},RATE_LIMITED:{short:`Too busy`,title:`The provider was asked too often`,advice:`Nothing was drawn. Wait a minute, then retry.`},PROVIDER_UNAVAILABLE:{short:`Not available`,title:`The provider could not take it`,advice:`Nothing was drawn. Retry in a while.`},PROVIDER_REJECTED:{short:`Refused`,title:`The provider refused the request`,advice:`Change what it names, here or in the settings of the server, then retry.`},OUTCOME_UNKNOWN:{short:`Unknown`,title:`It may have been paid, and no answer came`,advice:`It is never asked again by itself. Retrying asks knowingly, and may be paid a second time.`},BAD_OUTPUT:{short:`No picture`,title:`No usable picture came`,advice:`Whatever cannot be read is kept in quarantine on the server. Retry to ask for it again.`},INTERNAL:{short:`Failed`,title:`This server could not do it`,advice:`Retry. If it fails again, the log of the server says more under`}},details:{label:`Details`,attempt:e=>`Attempt ${e}`,none:`The provider has not been asked yet.`,outcome:{PENDING:`sent, no answer yet`,ANSWERED:`answered`,REFUSED:`refused`,RETRYABLE:`not taken, asked again`,UNKNOWN:`unknown, may have been paid`},tokens:e=>l(e,`token`,`tokens`),total:`Tokens`,request:`Request`,job:`Job`,asked:`Asked`,ended:`Ended`}});export{b as a,_ as c,y as i,g as l,w as n,C as o,S as r,v as s,k as t};