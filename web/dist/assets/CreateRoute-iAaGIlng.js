const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["assets/SourceStrip-D-nckvmf.js","assets/rolldown-runtime-XKyaHtl9.js","assets/first-JEj-EiWr.js","assets/first-BSNSokej.css","assets/JobList-Cq6ApzL2.js","assets/words-C7KeWHoK.js","assets/icons-Dx5k_jSF.js","assets/reasonOf-D2qEAOKZ.js","assets/jobSettings-BjbczPOP.js","assets/copyText-LfjS5gpc.js"])))=>i.map(i=>d[i]);
import{r as e}from"./rolldown-runtime-XKyaHtl9.js";import{i as t,r as n,t as r}from"./jobSettings-BjbczPOP.js";import{Cn as i,Dn as a,En as o,Fn as s,G as c,Gt as l,In as u,Ln as d,Nn as f,Q as ee,Qt as p,S as m,Tn as h,Wt as g,X as _,Y as v,Yt as te,_n as y,bn as b,et as ne,gn as x,gt as S,ht as re,i as C,nt as w,pn as T,q as E,sn as D,un as O,xn as ie,y as ae,yn as k,zn as oe}from"./first-JEj-EiWr.js";import{t as A}from"./ChoiceField-BkffaQUW.js";import{t as se}from"./mutations-my7TkyZz.js";import{t as ce}from"./randomKey-CTDMTVF9.js";import{t as j}from"./reasonOf-D2qEAOKZ.js";var M={name:`flask-conical`,size:24,node:[[`path`,{d:`M14 2v6a2 2 0 0 0 .245.96l5.51 10.08A2 2 0 0 1 18 22H6a2 2 0 0 1-1.755-2.96l5.51-10.08A2 2 0 0 0 10 8V2`,key:`18mbvz`}],[`path`,{d:`M6.453 15h11.094`,key:`3shlmq`}],[`path`,{d:`M8.5 2h7`,key:`csnxdl`}]]};M.node;var N=S(M),P={name:`image-plus`,size:24,node:[[`path`,{d:`M16 5h6`,key:`1vod17`}],[`path`,{d:`M19 2v6`,key:`4bpg5p`}],[`path`,{d:`M21 11.5V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h7.5`,key:`1ue2ih`}],[`path`,{d:`m21 15-3.086-3.086a2 2 0 0 0-2.828 0L6 21`,key:`1xmnt7`}],[`circle`,{cx:`9`,cy:`9`,r:`2`,key:`af1f0g`}]]};P.node;var F=S(P),I=e(oe(),1),L=a(`
  query Estimate($size: String!, $quality: ImageQuality!) {
    server {
      models {
        name
        estimatedTokens(size: $size, quality: $quality)
      }
    }
  }
`),R=a(`
  query Usage {
    viewer {
      usage {
        jobs
        costTokens
        dailyJobLimit
        dailyTokenLimit
      }
    }
  }
`),z={settings:{size:`Size`,quality:`Quality`,background:`Background`,outputFormat:`Format`,n:`Pictures`},notOffered:`Not offered by this model:`,fallback:(e,t,n)=>`${e}: ${t} → ${n}`,cost:{unknown:`Tokens: not known for this model`,none:`Takes no tokens`,atMost:e=>`Up to ${x(e,`token`,`tokens`)}`,tokensLeft:(e,t)=>`${y(e)} of today’s ${y(t)} tokens left`,jobsLeft:(e,t)=>`${y(e)} of today’s ${x(t,`request`,`requests`)} left`},source:{name:(e,t,n)=>`Source ${e} of ${t}${n?`: ${n}`:``}`,count:(e,t)=>`${y(e)} of at most ${y(t)}`,leftOut:e=>e===0?`This model starts from no pictures: they are not sent.`:`This model starts from at most ${x(e,`picture`,`pictures`)}: the others are not sent.`,hint:`drag or use the arrow keys to reorder`,moved:(e,t)=>`Moved to place ${e} of ${t}`,removed:`Source removed`},masked:`with a mask`,heading:`What would you like to see?`,prompt:`Prompt`,placeholder:`A lighthouse on a cliff at dusk, soft rain, oil on canvas…`,placeholderEdit:`What should change in these pictures?`,model:`Model`,generate:`Generate`,generating:`Sending…`,shortcut:e=>e?`⌘ Enter`:`Ctrl Enter`,sources:`Start from`,addSource:`Add a picture to start from`,addSourceShort:`Add picture`,removeSource:`Remove this source`,tooManySources:e=>`At most ${x(e,`source`,`sources`)}; the rest were left out.`,started:`Added to the queue`,sourcesGone:e=>e===1?`One picture it started from is gone for good.`:`${x(e,`picture`,`pictures`)} it started from are gone for good.`,modelGone:`No image model is available on this server.`,demo:{title:`Demo provider.`,body:`Pictures are drawn by this server itself: free, and no prompt leaves it. For real ones, set`,key:`OPENAI_API_KEY`,end:`where the server runs and start it again.`},sizes:{square:`Square`,landscape:`Landscape`,portrait:`Portrait`,auto:`Automatic`},option:e=>e.charAt(0)+e.slice(1).toLowerCase()};function B(e,t){return e===null?z.cost.unknown:e===0?z.cost.none:z.cost.atMost(e*t)}function V(e,t){let{dailyJobLimit:n,dailyTokenLimit:r}=e,i=n===null?null:Math.max(0,n-e.jobs),a=r===null?null:Math.max(0,r-e.costTokens),o=[...a===null?[]:[z.cost.tokensLeft(a,r??0)],...i===null?[]:[z.cost.jobsLeft(i,n??0)]];return o.length===0?null:{text:o.join(` · `),isShort:i===0||a!==null&&t>a}}var H=d();function U({draft:e,model:t}){let{data:n}=W(e),{data:r}=f({queryKey:[...v,`usage`],queryFn:async({signal:e})=>(await O(R,{},e)).viewer.usage});if(!n||!r)return(0,H.jsx)(`p`,{className:`h-4`});let i=n.find(({name:e})=>e===t)?.estimatedTokens??null,a=V(r,(i??0)*e.n);return(0,H.jsxs)(`p`,{className:`flex min-h-4 flex-wrap gap-x-3 text-xs text-zinc-500 tabular-nums dark:text-zinc-400`,children:[(0,H.jsx)(`span`,{children:B(i,e.n)}),a&&(0,H.jsx)(`span`,{role:`status`,className:w(a.isShort&&`font-medium text-amber-700 dark:text-amber-300`),children:a.text})]})}function W({size:e,quality:t}){return f({queryKey:[`estimate`,e,t],queryFn:async({signal:n})=>(await O(L,{size:e,quality:t},n)).server.models,staleTime:1/0,placeholderData:s})}var G=[`size`,`quality`,`background`,`outputFormat`,`n`],le=[`PNG`,`JPEG`,`WEBP`];function ue(e,t){let r=n(e,t),i=G.filter(t=>r[t]!==e[t]).map(t=>z.fallback(z.settings[t],K(e[t]),K(r[t])));return e.model!==null&&e.model!==t.name?[z.fallback(z.model,e.model??``,t.name),...i]:i}function K(e){let t=String(e);return t.toLowerCase()===`auto`?z.sizes.auto:le.includes(t)||/\d/.test(t)?t:z.option(t)}var q=`gallery.mask`,J=new b(he()),de=new Map;function fe(e){J.set(e),sessionStorage.setItem(q,JSON.stringify(e))}function pe(){J.set(null),sessionStorage.removeItem(q)}function Y(e){let t=ie(J);return t&&t.sourceId===e?.id?t.maskId:null}function me(e){return f({queryKey:[`mask`,e],enabled:e!==null,queryFn:async({signal:t})=>{let{nodes:n}=await O(i,{ids:e===null?[]:[e]},t);return n[0]?.__typename===`Image`?n[0]:null}})}function he(){try{let e=JSON.parse(sessionStorage.getItem(q)??`null`);return e?.sourceId&&e.maskId?e:null}catch{return null}}function ge(e){return[...new Set(e.map(e=>e.prompt))]}function _e(e,{prompt:t,aside:n},r){let i=n!==null&&e.includes(t)?n:t,a=e.filter(e=>e!==i),o=a.indexOf(t)+r;if(o===-1)return{prompt:i,aside:null};if(o<-1)return null;let s=a[o];return s===void 0?null:{prompt:s,aside:i}}var X=`gallery.promptAside`;function ve(e,t){let{data:n}=p(),r=(0,I.useMemo)(()=>ge(n?.jobs??[]),[n]);return{write:e=>{sessionStorage.removeItem(X),t(e)},walk:n=>{if(!n.altKey||n.key!==`ArrowUp`&&n.key!==`ArrowDown`)return!1;n.preventDefault();let i=sessionStorage.getItem(X),a=_e(r,{prompt:e,aside:i},n.key===`ArrowUp`?1:-1);return a&&(a.aside===null?sessionStorage.removeItem(X):sessionStorage.setItem(X,a.aside),t(a.prompt)),!0}}}function ye({value:e,placeholder:t,onChange:n,onSubmit:r}){let i=(0,I.useRef)(null),{write:a,walk:o}=ve(e,n);return(0,I.useLayoutEffect)(()=>{let e=i.current;e&&(e.style.height=`auto`,e.style.height=`${e.scrollHeight}px`)},[e]),(0,H.jsx)(`textarea`,{ref:i,id:`prompt`,rows:3,"aria-label":z.prompt,"aria-keyshortcuts":`Alt+ArrowUp Alt+ArrowDown Control+Enter`,placeholder:t,value:e,onChange:e=>a(e.target.value),onKeyDown:e=>{o(e)||e.key===`Enter`&&(e.ctrlKey||e.metaKey)&&(e.preventDefault(),r())},className:`block max-h-[45vh] w-full resize-none bg-transparent px-4 pt-4 pb-2 text-base leading-relaxed outline-none placeholder:text-zinc-400 dark:placeholder:text-zinc-500`})}function be({draft:e,change:t,model:n,models:r}){let i=n.supportsTransparency&&e.outputFormat!==`JPEG`?[`AUTO`,`TRANSPARENT`,`OPAQUE`]:[`AUTO`,`OPAQUE`],a=Array.from({length:n.maxImages},(e,t)=>t+1);return(0,H.jsxs)(`div`,{className:`grid grid-cols-2 px-2 sm:flex sm:flex-wrap sm:gap-x-1`,children:[r.length>1&&(0,H.jsx)(A,{label:z.model,value:n.name,options:r.map(({name:e})=>({value:e,text:e})),onChange:e=>t({model:e})}),(0,H.jsx)(A,{label:z.settings.size,value:e.size,options:[`auto`,...n.sizes.filter(e=>e!==`auto`)].map(e=>({value:e,text:Q(e)})),shortText:Q(e.size).split(` `)[0],onChange:e=>t({size:e})}),(0,H.jsx)(A,{label:z.settings.quality,value:e.quality,options:Z(n.qualities),onChange:e=>t({quality:e})}),(0,H.jsx)(A,{label:z.settings.background,value:e.background,options:Z(i),onChange:e=>t({background:e})}),(0,H.jsx)(A,{label:z.settings.outputFormat,value:e.outputFormat,options:n.formats.map(e=>({value:e,text:e})),onChange:e=>t({outputFormat:e})}),(0,H.jsx)(A,{label:z.settings.n,value:String(e.n),options:a.map(e=>({value:String(e),text:String(e)})),onChange:e=>t({n:Number(e)})})]})}function Z(e){return e.map(e=>({value:e,text:z.option(e)}))}function Q(e){let[t,n]=e.split(`x`).map(Number);return!t||!n?z.sizes.auto:t===n?`${z.sizes.square} ${e}`:`${t>n?z.sizes.landscape:z.sizes.portrait} ${e}`}function xe(){let e=u(),t=(0,I.useRef)({asked:``,key:``}),[n,r]=(0,I.useState)(!1),[i,a]=(0,I.useState)(null);return{generate:async(n,i,o)=>{let s={...n,sourceIds:i.map(e=>e.id),maskId:o},c=JSON.stringify(s);t.current.asked!==c&&(t.current={asked:c,key:ce()}),r(!0),a(null);try{let n={...s,idempotencyKey:t.current.key},{generateImages:r}=await O(se,{input:n});t.current={asked:``,key:``};let i=r.userErrors[0];if(i)throw new D(i.message,`USER_ERROR`);r.job&&te(e,r.job),e.invalidateQueries({queryKey:v}),T({text:z.started})}catch(e){a(j(e))}finally{r(!1)}},sending:n,error:i}}var Se=(0,I.lazy)(()=>g(()=>import(`./SourceStrip-D-nckvmf.js`).then(e=>({default:e.SourceStrip})),__vite__mapDeps([0,1,2,3])));function Ce({draft:e,change:t,model:r,models:i,addSources:a}){let{sourceImages:o,setSourceImages:s}=l(),{generate:c,sending:u,error:d}=xe(),f=n(e,r),p=Y(o[0]),m=r.supportsMask&&r.maxSources>0?p:null,h=f.prompt.trim()!==``&&!u,g=e=>{e?.preventDefault(),h&&c(f,o.slice(0,r.maxSources),m)},_=/Mac|iPhone|iPad/.test(navigator.userAgent);return(0,H.jsxs)(`form`,{onSubmit:g,className:`rounded-2xl bg-white shadow-sm ring-1 ring-zinc-200 transition-shadow focus-within:shadow-md focus-within:ring-2 focus-within:ring-violet-500/60 dark:bg-zinc-900 dark:ring-zinc-800 dark:focus-within:ring-violet-500/60`,children:[(0,H.jsx)(I.Suspense,{fallback:null,children:o.length>0&&(0,H.jsx)(Se,{sources:o,most:r.maxSources,takesMask:r.supportsMask&&r.maxSources>0,maskId:m,onChange:s})}),(0,H.jsx)(ye,{value:e.prompt,placeholder:o.length>0?z.placeholderEdit:z.placeholder,onChange:e=>t({prompt:e}),onSubmit:g}),(0,H.jsx)(be,{draft:f,change:t,model:r,models:i}),(0,H.jsx)(we,{draft:e,model:r}),(0,H.jsx)(`div`,{className:`px-4.5 pt-1.5`,children:(0,H.jsx)(U,{draft:f,model:r.name})}),(0,H.jsxs)(`div`,{className:`flex items-center gap-3 p-2.5`,children:[r.maxSources>0&&(0,H.jsxs)(C,{label:z.addSourceShort,className:ne(`quiet`),onFiles:a,children:[(0,H.jsx)(F,{size:18,"aria-hidden":!0}),z.addSourceShort]}),(0,H.jsx)(`kbd`,{className:`ml-auto font-sans text-xs text-zinc-500 pointer-coarse:hidden dark:text-zinc-400`,children:z.shortcut(_)}),(0,H.jsxs)(ee,{type:`submit`,tone:`primary`,disabled:!h,className:`pointer-coarse:ml-auto`,children:[(0,H.jsx)(re,{size:16,"aria-hidden":!0}),u?z.generating:z.generate]})]}),(0,H.jsx)(`p`,{role:`alert`,className:`px-4 text-red-700 text-sm not-empty:pb-3.5 dark:text-red-300`,children:d})]})}function we({draft:e,model:t}){let n=ue(e,t);return(0,H.jsx)(`p`,{role:`status`,className:`px-4.5 text-amber-700 text-xs not-empty:pt-1.5 dark:text-amber-300`,children:n.length>0&&`${z.notOffered} ${n.join(`, `)}`})}function Te(){let{demo:e}=z;return(0,H.jsxs)(`p`,{className:`mt-4 flex items-start gap-2.5 rounded-xl bg-amber-50 px-4 py-3 text-amber-900 text-sm leading-relaxed dark:bg-amber-400/10 dark:text-amber-200`,children:[(0,H.jsx)(N,{size:16,className:`mt-0.75 shrink-0`,"aria-hidden":!0}),(0,H.jsxs)(`span`,{children:[(0,H.jsx)(`strong`,{className:`font-semibold`,children:e.title}),` `,e.body,` `,(0,H.jsx)(`code`,{className:`rounded bg-amber-900/10 px-1 py-0.5 text-[0.8em] dark:bg-amber-200/15`,children:e.key}),` `,e.end]})]})}function Ee(e){let{sourceImages:t,setSourceImages:n}=l(),r=c(),i=(0,I.useRef)(t);return(0,I.useEffect)(()=>{i.current=t},[t]),(0,I.useCallback)(async t=>{let a=Math.max(0,e-i.current.length);t.length>a&&T({tone:`error`,text:z.tooManySources(e)});let o=t=>{let r=t.filter(({id:e})=>i.current.every(t=>t.id!==e));r.length>0&&n([...i.current,...r].slice(0,e))};o(await r(t.slice(0,a),e=>o([e])))},[e,n,r])}var De=a(`
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
  `,[h]),$=a(`
  query QueuePlaces($first: Int!) {
    jobs(first: $first, filter: { statuses: [QUEUED] }) {
      nodes {
        id
        queuePosition
      }
    }
  }
`),Oe=a(`
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
  `,[o]),ke=a(`
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
  `,[h]),Ae=a(`
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
  `,[h]);function je(e){let{setSourceImages:t}=l();return(0,I.useCallback)(async n=>{e({prompt:n.prompt,model:n.model,n:n.n,...r(n)}),document.getElementById(`prompt`)?.focus();try{let e=await Me(n),r=e.flatMap(({image:e})=>e?[e]:[]);t(r);let i=e.length-r.length;i>0&&T({tone:`error`,text:z.sourcesGone(i)})}catch(e){T({tone:`error`,text:j(e)})}},[e,t])}async function Me({id:e}){let{node:t}=await O(Oe,{id:e});return t?.__typename===`Job`?t.sources:[]}function Ne({renderJobs:e}){let[n,r]=t(),i=E(),a=i.data?.models??[],o=a.find(e=>e.name===n.model)??a[0],s=Ee(o?.maxSources??0),c=je(r);return(0,H.jsxs)(ae,{title:k.pages.create,children:[(0,H.jsx)(m,{label:z.addSource,onFiles:s}),(0,H.jsxs)(`div`,{className:`mx-auto w-full max-w-3xl px-4 pt-2 pb-10 sm:px-6 sm:pt-[7vh]`,children:[(0,H.jsx)(`h2`,{className:`mb-6 text-balance text-center font-semibold text-2xl tracking-tight sm:text-3xl`,children:z.heading}),o&&(0,H.jsxs)(H.Fragment,{children:[(0,H.jsx)(Ce,{draft:n,change:r,model:o,models:a,addSources:s}),o.isDemo&&(0,H.jsx)(Te,{})]}),i.isSuccess&&!o&&(0,H.jsx)(`p`,{className:`text-center text-sm`,children:z.modelGone}),i.isError&&(0,H.jsx)(_,{reason:k.errors.network,retry:()=>void i.refetch()})]}),!i.isPending&&e(c)]})}var Pe=(0,I.lazy)(()=>g(()=>import(`./JobList-Cq6ApzL2.js`).then(e=>({default:e.JobList})),__vite__mapDeps([4,1,2,3,5,6,7,8,9])));function Fe({onEdit:e}){let{data:t,isError:n,refetch:r}=p(),i=t?.jobs.length===0;return(0,H.jsxs)(`section`,{"aria-labelledby":`recent-work`,className:`mx-auto w-full max-w-6xl px-4 pb-16 sm:px-6`,children:[(0,H.jsx)(`h2`,{id:`recent-work`,className:`mb-4 font-semibold text-sm text-zinc-500 dark:text-zinc-400`,children:k.jobs.heading}),n&&!t&&(0,H.jsx)(_,{reason:k.jobs.failed,retry:()=>void r()}),i&&(0,H.jsx)(`p`,{className:`rounded-2xl border border-zinc-200 border-dashed px-6 py-10 text-center text-sm text-zinc-500 dark:border-zinc-800 dark:text-zinc-400`,children:k.jobs.empty}),(0,H.jsx)(I.Suspense,{fallback:null,children:t&&!i&&(0,H.jsx)(Pe,{list:t,onEdit:e})})]})}function Ie(){return(0,H.jsx)(Ne,{renderJobs:e=>(0,H.jsx)(Fe,{onEdit:e})})}export{Ie as CreateRoute,de as a,Y as c,Ae as i,me as l,De as n,fe as o,$ as r,pe as s,ke as t,z as u};