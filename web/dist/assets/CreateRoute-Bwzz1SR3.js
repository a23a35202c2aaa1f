const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["assets/SourceStrip-KI4t-opH.js","assets/shared-A7_iCAF4.js","assets/rolldown-runtime-XKyaHtl9.js","assets/pictures-CnSG7v_g.js","assets/JobList-BnGqLSUg.js","assets/words-Ic5Tft64.js","assets/icons-7b_N8WLC.js","assets/copyText-BqFFBZlt.js","assets/index-BzRyYZce.js","assets/index-Bp4Ru43i.css"])))=>i.map(i=>d[i]);
import{r as e}from"./rolldown-runtime-XKyaHtl9.js";import{C as t,G as n,I as r,It as i,L as a,Lt as o,N as s,Rt as c,Y as l,_ as u,an as d,at as f,bt as p,c as m,cn as h,d as g,ft as _,kt as v,l as ee,lt as y,on as b,q as x,tt as S,v as C,wt as w,y as T,yt as E}from"./shared-A7_iCAF4.js";import{d as D}from"./icons-7b_N8WLC.js";var O={name:`flask-conical`,size:24,node:[[`path`,{d:`M14 2v6a2 2 0 0 0 .245.96l5.51 10.08A2 2 0 0 1 18 22H6a2 2 0 0 1-1.755-2.96l5.51-10.08A2 2 0 0 0 10 8V2`,key:`18mbvz`}],[`path`,{d:`M6.453 15h11.094`,key:`3shlmq`}],[`path`,{d:`M8.5 2h7`,key:`csnxdl`}]]};O.node;var k=S(O),A={name:`image-plus`,size:24,node:[[`path`,{d:`M16 5h6`,key:`1vod17`}],[`path`,{d:`M19 2v6`,key:`4bpg5p`}],[`path`,{d:`M21 11.5V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h7.5`,key:`1ue2ih`}],[`path`,{d:`m21 15-3.086-3.086a2 2 0 0 0-2.828 0L6 21`,key:`1xmnt7`}],[`circle`,{cx:`9`,cy:`9`,r:`2`,key:`af1f0g`}]]};A.node;var j=S(A),M=e(h(),1),N=`gallery.draft`,P={prompt:``,model:null,size:`auto`,quality:`AUTO`,background:`AUTO`,outputFormat:`PNG`,n:1};function F(){let[e,t]=(0,M.useState)(I);return(0,M.useEffect)(()=>localStorage.setItem(N,JSON.stringify(e)),[e]),[e,(0,M.useCallback)(e=>t(t=>({...t,...e})),[])]}function I(){try{return{...P,...JSON.parse(localStorage.getItem(N)??`{}`)}}catch{return P}}function L(e,t){let n=(e,t)=>t.includes(e)?e:t[0]??e,r=t.supportsTransparency&&e.outputFormat!==`JPEG`;return{...e,model:t.name,size:e.size===`auto`?`auto`:n(e.size,[`auto`,...t.sizes]),quality:e.quality===`AUTO`?`AUTO`:n(e.quality,[`AUTO`,...t.qualities]),outputFormat:n(e.outputFormat,t.formats),background:e.background===`TRANSPARENT`&&!r?`AUTO`:e.background,n:Math.min(Math.max(1,e.n),t.maxImages)}}var R=b(),z=v.create;function B({draft:e,change:t,model:n,models:r}){let i=n.supportsTransparency&&e.outputFormat!==`JPEG`?[`AUTO`,`TRANSPARENT`,`OPAQUE`]:[`AUTO`,`OPAQUE`],a=Array.from({length:n.maxImages},(e,t)=>t+1);return(0,R.jsxs)(`div`,{className:`grid grid-cols-2 px-2 sm:flex sm:flex-wrap sm:gap-x-1`,children:[r.length>1&&(0,R.jsx)(m,{label:z.model,value:n.name,options:r.map(({name:e})=>({value:e,text:e})),onChange:e=>t({model:e})}),(0,R.jsx)(m,{label:z.size,value:e.size,options:[`auto`,...n.sizes.filter(e=>e!==`auto`)].map(e=>({value:e,text:H(e)})),shortText:H(e.size).split(` `)[0],onChange:e=>t({size:e})}),(0,R.jsx)(m,{label:z.quality,value:e.quality,options:V(n.qualities),onChange:e=>t({quality:e})}),(0,R.jsx)(m,{label:z.background,value:e.background,options:V(i),onChange:e=>t({background:e})}),(0,R.jsx)(m,{label:z.format,value:e.outputFormat,options:n.formats.map(e=>({value:e,text:e})),onChange:e=>t({outputFormat:e})}),(0,R.jsx)(m,{label:z.number,value:String(e.n),options:a.map(e=>({value:String(e),text:String(e)})),onChange:e=>t({n:Number(e)})})]})}function V(e){return e.map(e=>({value:e,text:z.option(e)}))}function H(e){let[t,n]=e.split(`x`).map(Number);return!t||!n?z.sizes.auto:t===n?`${z.sizes.square} ${e}`:`${t>n?z.sizes.landscape:z.sizes.portrait} ${e}`}function U(){let e=d(),t=(0,M.useRef)({asked:``,key:``}),[n,r]=(0,M.useState)(!1),[i,a]=(0,M.useState)(null);return{generate:async(n,i)=>{let o={...n,sourceIds:i.map(e=>e.id)},s=JSON.stringify(o);t.current.asked!==s&&(t.current={asked:s,key:C()}),r(!0),a(null);try{let n={...o,idempotencyKey:t.current.key},{generateImages:r}=await p(T,{input:n});t.current={asked:``,key:``};let i=r.userErrors[0];if(i)throw new E(i.message,`USER_ERROR`);r.job&&y(e,r.job),w({text:v.create.started})}catch(e){a(u(e))}finally{r(!1)}},sending:n,error:i}}var W=(0,M.lazy)(()=>r(()=>import(`./SourceStrip-KI4t-opH.js`).then(e=>({default:e.SourceStrip})),__vite__mapDeps([0,1,2,3])));function G({draft:e,change:t,model:n,models:r,addSources:i}){let{sourceImages:a,setSourceImages:o}=f(),{generate:s,sending:c,error:u}=U(),d=L(e,n),p=d.prompt.trim()!==``&&!c,m=e=>{e?.preventDefault(),p&&s(d,a.slice(0,n.maxSources))},h=/Mac|iPhone|iPad/.test(navigator.userAgent);return(0,R.jsxs)(`form`,{onSubmit:m,className:`rounded-2xl bg-white shadow-sm ring-1 ring-zinc-200 transition-shadow focus-within:shadow-md focus-within:ring-2 focus-within:ring-violet-500/60 dark:bg-zinc-900 dark:ring-zinc-800 dark:focus-within:ring-violet-500/60`,children:[(0,R.jsx)(M.Suspense,{fallback:null,children:a.length>0&&(0,R.jsx)(W,{sources:a,onChange:o})}),(0,R.jsx)(K,{value:e.prompt,placeholder:a.length>0?v.create.placeholderEdit:v.create.placeholder,onChange:e=>t({prompt:e}),onSubmit:m}),(0,R.jsx)(B,{draft:d,change:t,model:n,models:r}),(0,R.jsxs)(`div`,{className:`flex items-center gap-3 p-2.5`,children:[n.maxSources>0&&(0,R.jsxs)(ee,{label:v.create.addSourceShort,className:l(`quiet`),onFiles:i,children:[(0,R.jsx)(j,{size:18,"aria-hidden":!0}),v.create.addSourceShort]}),(0,R.jsx)(`kbd`,{className:`ml-auto font-sans text-xs text-zinc-500 pointer-coarse:hidden dark:text-zinc-400`,children:v.create.shortcut(h)}),(0,R.jsxs)(x,{type:`submit`,tone:`primary`,disabled:!p,className:`pointer-coarse:ml-auto`,children:[(0,R.jsx)(D,{size:16,"aria-hidden":!0}),c?v.create.generating:v.create.generate]})]}),(0,R.jsx)(`p`,{role:`alert`,className:`px-4 text-red-700 text-sm not-empty:pb-3.5 dark:text-red-300`,children:u})]})}function K({value:e,placeholder:t,onChange:n,onSubmit:r}){let i=(0,M.useRef)(null);return(0,M.useLayoutEffect)(()=>{let e=i.current;e&&(e.style.height=`auto`,e.style.height=`${e.scrollHeight}px`)},[e]),(0,R.jsx)(`textarea`,{ref:i,id:`prompt`,rows:3,"aria-label":v.create.prompt,placeholder:t,value:e,onChange:e=>n(e.target.value),onKeyDown:e=>{e.key===`Enter`&&(e.ctrlKey||e.metaKey)&&(e.preventDefault(),r())},className:`block max-h-[45vh] w-full resize-none bg-transparent px-4 pt-4 pb-2 text-base leading-relaxed outline-none placeholder:text-zinc-400 dark:placeholder:text-zinc-500`})}function q(){let e=v.create.demo;return(0,R.jsxs)(`p`,{className:`mt-4 flex items-start gap-2.5 rounded-xl bg-amber-50 px-4 py-3 text-amber-900 text-sm leading-relaxed dark:bg-amber-400/10 dark:text-amber-200`,children:[(0,R.jsx)(k,{size:16,className:`mt-0.75 shrink-0`,"aria-hidden":!0}),(0,R.jsxs)(`span`,{children:[(0,R.jsx)(`strong`,{className:`font-semibold`,children:e.title}),` `,e.body,` `,(0,R.jsx)(`code`,{className:`rounded bg-amber-900/10 px-1 py-0.5 text-[0.8em] dark:bg-amber-200/15`,children:e.key}),` `,e.end]})]})}var J=c(`
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
  `,[i]),Y=c(`
  query QueuePlaces($first: Int!) {
    jobs(first: $first, filter: { statuses: [QUEUED] }) {
      nodes {
        id
        queuePosition
      }
    }
  }
`),X=c(`
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
  `,[o]),Z=c(`
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
  `,[i]),Q=c(`
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
  `,[i]);function $(e){let t=e.params??{},n=(e,n)=>String(t[e]??n);return{size:n(`size`,`auto`),quality:n(`quality`,`auto`).toUpperCase(),background:n(`background`,`auto`).toUpperCase(),outputFormat:n(`output_format`,`png`).toUpperCase()}}function te(e){let{setSourceImages:t}=f();return(0,M.useCallback)(async n=>{e({prompt:n.prompt,model:n.model,n:n.n,...$(n)}),document.getElementById(`prompt`)?.focus();try{let e=await ne(n),r=e.flatMap(({image:e})=>e?[e]:[]);t(r);let i=e.length-r.length;i>0&&w({tone:`error`,text:v.create.sourcesGone(i)})}catch(e){w({tone:`error`,text:u(e)})}},[e,t])}async function ne({id:e}){let{node:t}=await p(X,{id:e});return t?.__typename===`Job`?t.sources:[]}function re({renderJobs:e}){let[r,i]=F(),o=a(),c=o.data?.models??[],l=c.find(e=>e.name===r.model)??c[0],u=ie(l?.maxSources??0),d=te(i);return(0,R.jsxs)(s,{title:v.pages.create,children:[(0,R.jsx)(t,{label:v.create.addSource,onFiles:u}),(0,R.jsxs)(`div`,{className:`mx-auto w-full max-w-3xl px-4 pt-2 pb-10 sm:px-6 sm:pt-[7vh]`,children:[(0,R.jsx)(`h2`,{className:`mb-6 text-balance text-center font-semibold text-2xl tracking-tight sm:text-3xl`,children:v.create.heading}),l&&(0,R.jsxs)(R.Fragment,{children:[(0,R.jsx)(G,{draft:r,change:i,model:l,models:c,addSources:u}),l.isDemo&&(0,R.jsx)(q,{})]}),o.isSuccess&&!l&&(0,R.jsx)(`p`,{className:`text-center text-sm`,children:v.create.modelGone}),o.isError&&(0,R.jsx)(n,{reason:v.errors.network,retry:()=>void o.refetch()})]}),e(d)]})}function ie(e){let{sourceImages:t,setSourceImages:n}=f(),r=g();return(0,M.useCallback)(async i=>{let a=Math.max(0,e-t.length);i.length>a&&w({tone:`error`,text:v.create.tooManySources(e)});let o=await r(i.slice(0,a));o.length>0&&n([...t,...o])},[e,t,n,r])}var ae=(0,M.lazy)(()=>r(()=>import(`./JobList-BnGqLSUg.js`).then(e=>({default:e.JobList})),__vite__mapDeps([4,2,1,5,6,7,3,8,9])));function oe({onEdit:e}){let{data:t,isError:r,refetch:i}=_(),a=t?.jobs.length===0;return(0,R.jsxs)(`section`,{"aria-labelledby":`recent-work`,className:`mx-auto w-full max-w-6xl px-4 pb-16 sm:px-6`,children:[(0,R.jsx)(`h2`,{id:`recent-work`,className:`mb-4 font-semibold text-sm text-zinc-500 dark:text-zinc-400`,children:v.jobs.heading}),r&&!t&&(0,R.jsx)(n,{reason:v.jobs.failed,retry:()=>void i()}),a&&(0,R.jsx)(`p`,{className:`rounded-2xl border border-zinc-200 border-dashed px-6 py-10 text-center text-sm text-zinc-500 dark:border-zinc-800 dark:text-zinc-400`,children:v.jobs.empty}),(0,R.jsx)(M.Suspense,{fallback:null,children:t&&!a&&(0,R.jsx)(ae,{list:t,onEdit:e})})]})}function se(){return(0,R.jsx)(re,{renderJobs:e=>(0,R.jsx)(oe,{onEdit:e})})}export{se as CreateRoute,Q as a,Y as i,Z as n,J as r,$ as t};