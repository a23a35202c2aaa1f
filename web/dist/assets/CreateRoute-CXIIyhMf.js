const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["assets/SourceStrip-CNXxiILV.js","assets/first-CXFsMMWY.js","assets/rolldown-runtime-XKyaHtl9.js","assets/first-DBpoygPZ.css","assets/JobList-LkK0lyfl.js","assets/words-BYu-0TJP.js","assets/icons-CksSKO4y.js","assets/reasonOf-CVILHH5D.js","assets/jobSettings-CbCKIHYr.js","assets/copyText-DFLynzw0.js"])))=>i.map(i=>d[i]);
import{r as e}from"./rolldown-runtime-XKyaHtl9.js";import{$ as t,Cn as n,Fn as r,In as i,Jt as a,K as o,Pn as s,S as c,T as l,Tn as u,Ut as d,Wt as f,Y as p,Z as m,Zt as h,_n as g,dn as _,ht as v,i as y,mn as b,mt as x,on as S,sn as C,wn as w,x as T}from"./first-CXFsMMWY.js";import{i as E,r as D,t as O}from"./jobSettings-CbCKIHYr.js";import{t as k}from"./ChoiceField-CZkKHFx6.js";import{t as A}from"./mutations-CAqqv2xp.js";import{t as j}from"./randomKey-CTDMTVF9.js";import{t as M}from"./reasonOf-CVILHH5D.js";var N={name:`flask-conical`,size:24,node:[[`path`,{d:`M14 2v6a2 2 0 0 0 .245.96l5.51 10.08A2 2 0 0 1 18 22H6a2 2 0 0 1-1.755-2.96l5.51-10.08A2 2 0 0 0 10 8V2`,key:`18mbvz`}],[`path`,{d:`M6.453 15h11.094`,key:`3shlmq`}],[`path`,{d:`M8.5 2h7`,key:`csnxdl`}]]};N.node;var P=v(N),F={name:`image-plus`,size:24,node:[[`path`,{d:`M16 5h6`,key:`1vod17`}],[`path`,{d:`M19 2v6`,key:`4bpg5p`}],[`path`,{d:`M21 11.5V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h7.5`,key:`1ue2ih`}],[`path`,{d:`m21 15-3.086-3.086a2 2 0 0 0-2.828 0L6 21`,key:`1xmnt7`}],[`circle`,{cx:`9`,cy:`9`,r:`2`,key:`af1f0g`}]]};F.node;var I=v(F),L=e(i(),1),R={heading:`What would you like to see?`,prompt:`Prompt`,placeholder:`A lighthouse on a cliff at dusk, soft rain, oil on canvas…`,placeholderEdit:`What should change in these pictures?`,model:`Model`,size:`Size`,quality:`Quality`,background:`Background`,format:`Format`,number:`Pictures`,generate:`Generate`,generating:`Sending…`,shortcut:e=>e?`⌘ Enter`:`Ctrl Enter`,sources:`Start from`,addSource:`Add a picture to start from`,addSourceShort:`Add picture`,removeSource:`Remove this source`,tooManySources:e=>`At most ${b(e,`source`,`sources`)}; the rest were left out.`,started:`Added to the queue`,sourcesGone:e=>e===1?`One picture it started from is gone for good.`:`${b(e,`picture`,`pictures`)} it started from are gone for good.`,modelGone:`No image model is available on this server.`,demo:{title:`Demo provider.`,body:`Pictures are drawn by this server itself: free, and no prompt leaves it. For real ones, set`,key:`OPENAI_API_KEY`,end:`where the server runs and start it again.`},sizes:{square:`Square`,landscape:`Landscape`,portrait:`Portrait`,auto:`Automatic`},option:e=>e.charAt(0)+e.slice(1).toLowerCase()},z=r();function B({draft:e,change:t,model:n,models:r}){let i=n.supportsTransparency&&e.outputFormat!==`JPEG`?[`AUTO`,`TRANSPARENT`,`OPAQUE`]:[`AUTO`,`OPAQUE`],a=Array.from({length:n.maxImages},(e,t)=>t+1);return(0,z.jsxs)(`div`,{className:`grid grid-cols-2 px-2 sm:flex sm:flex-wrap sm:gap-x-1`,children:[r.length>1&&(0,z.jsx)(k,{label:R.model,value:n.name,options:r.map(({name:e})=>({value:e,text:e})),onChange:e=>t({model:e})}),(0,z.jsx)(k,{label:R.size,value:e.size,options:[`auto`,...n.sizes.filter(e=>e!==`auto`)].map(e=>({value:e,text:H(e)})),shortText:H(e.size).split(` `)[0],onChange:e=>t({size:e})}),(0,z.jsx)(k,{label:R.quality,value:e.quality,options:V(n.qualities),onChange:e=>t({quality:e})}),(0,z.jsx)(k,{label:R.background,value:e.background,options:V(i),onChange:e=>t({background:e})}),(0,z.jsx)(k,{label:R.format,value:e.outputFormat,options:n.formats.map(e=>({value:e,text:e})),onChange:e=>t({outputFormat:e})}),(0,z.jsx)(k,{label:R.number,value:String(e.n),options:a.map(e=>({value:String(e),text:String(e)})),onChange:e=>t({n:Number(e)})})]})}function V(e){return e.map(e=>({value:e,text:R.option(e)}))}function H(e){let[t,n]=e.split(`x`).map(Number);return!t||!n?R.sizes.auto:t===n?`${R.sizes.square} ${e}`:`${t>n?R.sizes.landscape:R.sizes.portrait} ${e}`}function U(){let e=s(),t=(0,L.useRef)({asked:``,key:``}),[n,r]=(0,L.useState)(!1),[i,o]=(0,L.useState)(null);return{generate:async(n,i)=>{let s={...n,sourceIds:i.map(e=>e.id)},c=JSON.stringify(s);t.current.asked!==c&&(t.current={asked:c,key:j()}),r(!0),o(null);try{let n={...s,idempotencyKey:t.current.key},{generateImages:r}=await C(A,{input:n});t.current={asked:``,key:``};let i=r.userErrors[0];if(i)throw new S(i.message,`USER_ERROR`);r.job&&a(e,r.job),_({text:R.started})}catch(e){o(M(e))}finally{r(!1)}},sending:n,error:i}}var W=(0,L.lazy)(()=>d(()=>import(`./SourceStrip-CNXxiILV.js`).then(e=>({default:e.SourceStrip})),__vite__mapDeps([0,1,2,3])));function G({draft:e,change:n,model:r,models:i,addSources:a}){let{sourceImages:o,setSourceImages:s}=f(),{generate:c,sending:l,error:u}=U(),d=D(e,r),p=d.prompt.trim()!==``&&!l,h=e=>{e?.preventDefault(),p&&c(d,o.slice(0,r.maxSources))},g=/Mac|iPhone|iPad/.test(navigator.userAgent);return(0,z.jsxs)(`form`,{onSubmit:h,className:`rounded-2xl bg-white shadow-sm ring-1 ring-zinc-200 transition-shadow focus-within:shadow-md focus-within:ring-2 focus-within:ring-violet-500/60 dark:bg-zinc-900 dark:ring-zinc-800 dark:focus-within:ring-violet-500/60`,children:[(0,z.jsx)(L.Suspense,{fallback:null,children:o.length>0&&(0,z.jsx)(W,{sources:o,onChange:s})}),(0,z.jsx)(K,{value:e.prompt,placeholder:o.length>0?R.placeholderEdit:R.placeholder,onChange:e=>n({prompt:e}),onSubmit:h}),(0,z.jsx)(B,{draft:d,change:n,model:r,models:i}),(0,z.jsxs)(`div`,{className:`flex items-center gap-3 p-2.5`,children:[r.maxSources>0&&(0,z.jsxs)(y,{label:R.addSourceShort,className:t(`quiet`),onFiles:a,children:[(0,z.jsx)(I,{size:18,"aria-hidden":!0}),R.addSourceShort]}),(0,z.jsx)(`kbd`,{className:`ml-auto font-sans text-xs text-zinc-500 pointer-coarse:hidden dark:text-zinc-400`,children:R.shortcut(g)}),(0,z.jsxs)(m,{type:`submit`,tone:`primary`,disabled:!p,className:`pointer-coarse:ml-auto`,children:[(0,z.jsx)(x,{size:16,"aria-hidden":!0}),l?R.generating:R.generate]})]}),(0,z.jsx)(`p`,{role:`alert`,className:`px-4 text-red-700 text-sm not-empty:pb-3.5 dark:text-red-300`,children:u})]})}function K({value:e,placeholder:t,onChange:n,onSubmit:r}){let i=(0,L.useRef)(null);return(0,L.useLayoutEffect)(()=>{let e=i.current;e&&(e.style.height=`auto`,e.style.height=`${e.scrollHeight}px`)},[e]),(0,z.jsx)(`textarea`,{ref:i,id:`prompt`,rows:3,"aria-label":R.prompt,placeholder:t,value:e,onChange:e=>n(e.target.value),onKeyDown:e=>{e.key===`Enter`&&(e.ctrlKey||e.metaKey)&&(e.preventDefault(),r())},className:`block max-h-[45vh] w-full resize-none bg-transparent px-4 pt-4 pb-2 text-base leading-relaxed outline-none placeholder:text-zinc-400 dark:placeholder:text-zinc-500`})}function q(){let{demo:e}=R;return(0,z.jsxs)(`p`,{className:`mt-4 flex items-start gap-2.5 rounded-xl bg-amber-50 px-4 py-3 text-amber-900 text-sm leading-relaxed dark:bg-amber-400/10 dark:text-amber-200`,children:[(0,z.jsx)(P,{size:16,className:`mt-0.75 shrink-0`,"aria-hidden":!0}),(0,z.jsxs)(`span`,{children:[(0,z.jsx)(`strong`,{className:`font-semibold`,children:e.title}),` `,e.body,` `,(0,z.jsx)(`code`,{className:`rounded bg-amber-900/10 px-1 py-0.5 text-[0.8em] dark:bg-amber-200/15`,children:e.key}),` `,e.end]})]})}var J=u(`
    query OlderJobs($first: Int!, $after: String) {
      jobs(first: $first, after: $after) {
        nodes {
          ...JobFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,[n]),Y=u(`
  query QueuePlaces($first: Int!) {
    jobs(first: $first, filter: { statuses: [QUEUED] }) {
      nodes {
        id
        queuePosition
      }
    }
  }
`),X=u(`
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
  `,[w]),Z=u(`
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
  `,[n]),Q=u(`
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
  `,[n]);function $(e){let{setSourceImages:t}=f();return(0,L.useCallback)(async n=>{e({prompt:n.prompt,model:n.model,n:n.n,...O(n)}),document.getElementById(`prompt`)?.focus();try{let e=await ee(n),r=e.flatMap(({image:e})=>e?[e]:[]);t(r);let i=e.length-r.length;i>0&&_({tone:`error`,text:R.sourcesGone(i)})}catch(e){_({tone:`error`,text:M(e)})}},[e,t])}async function ee({id:e}){let{node:t}=await C(X,{id:e});return t?.__typename===`Job`?t.sources:[]}function te({renderJobs:e}){let[t,n]=E(),r=o(),i=r.data?.models??[],a=i.find(e=>e.name===t.model)??i[0],s=ne(a?.maxSources??0),u=$(n);return(0,z.jsxs)(c,{title:g.pages.create,children:[(0,z.jsx)(l,{label:R.addSource,onFiles:s}),(0,z.jsxs)(`div`,{className:`mx-auto w-full max-w-3xl px-4 pt-2 pb-10 sm:px-6 sm:pt-[7vh]`,children:[(0,z.jsx)(`h2`,{className:`mb-6 text-balance text-center font-semibold text-2xl tracking-tight sm:text-3xl`,children:R.heading}),a&&(0,z.jsxs)(z.Fragment,{children:[(0,z.jsx)(G,{draft:t,change:n,model:a,models:i,addSources:s}),a.isDemo&&(0,z.jsx)(q,{})]}),r.isSuccess&&!a&&(0,z.jsx)(`p`,{className:`text-center text-sm`,children:R.modelGone}),r.isError&&(0,z.jsx)(p,{reason:g.errors.network,retry:()=>void r.refetch()})]}),e(u)]})}function ne(e){let{sourceImages:t,setSourceImages:n}=f(),r=T();return(0,L.useCallback)(async i=>{let a=Math.max(0,e-t.length);i.length>a&&_({tone:`error`,text:R.tooManySources(e)});let o=await r(i.slice(0,a));o.length>0&&n([...t,...o])},[e,t,n,r])}var re=(0,L.lazy)(()=>d(()=>import(`./JobList-LkK0lyfl.js`).then(e=>({default:e.JobList})),__vite__mapDeps([4,2,1,3,5,6,7,8,9])));function ie({onEdit:e}){let{data:t,isError:n,refetch:r}=h(),i=t?.jobs.length===0;return(0,z.jsxs)(`section`,{"aria-labelledby":`recent-work`,className:`mx-auto w-full max-w-6xl px-4 pb-16 sm:px-6`,children:[(0,z.jsx)(`h2`,{id:`recent-work`,className:`mb-4 font-semibold text-sm text-zinc-500 dark:text-zinc-400`,children:g.jobs.heading}),n&&!t&&(0,z.jsx)(p,{reason:g.jobs.failed,retry:()=>void r()}),i&&(0,z.jsx)(`p`,{className:`rounded-2xl border border-zinc-200 border-dashed px-6 py-10 text-center text-sm text-zinc-500 dark:border-zinc-800 dark:text-zinc-400`,children:g.jobs.empty}),(0,z.jsx)(L.Suspense,{fallback:null,children:t&&!i&&(0,z.jsx)(re,{list:t,onEdit:e})})]})}function ae(){return(0,z.jsx)(te,{renderJobs:e=>(0,z.jsx)(ie,{onEdit:e})})}export{ae as CreateRoute,R as a,Q as i,J as n,Y as r,Z as t};