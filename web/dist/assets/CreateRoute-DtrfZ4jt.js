const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["assets/SourceStrip-D_KkK3rV.js","assets/shared-D5oEwnf2.js","assets/rolldown-runtime-XKyaHtl9.js","assets/pictures-BEGzBrZe.js","assets/JobList-BPAZCmke.js","assets/words-BsxlULFd.js","assets/icons-Bj1EqKVM.js","assets/jobSettings-Bt6pWJjy.js","assets/copyText-BcxPbdyg.js","assets/index-Bx0ZZoyg.js","assets/index-MsudFWY_.css"])))=>i.map(i=>d[i]);
import{r as e}from"./rolldown-runtime-XKyaHtl9.js";import{B as t,Bt as n,Ct as r,Dt as i,F as a,J as o,Mt as s,Q as c,R as l,Rt as u,St as d,X as f,b as p,cn as m,ct as h,f as g,ft as _,ht as v,it as y,l as b,sn as x,u as S,un as C,v as w,w as T,y as E,zt as D}from"./shared-D5oEwnf2.js";import{i as O,r as k,t as A}from"./jobSettings-Bt6pWJjy.js";import{d as j}from"./icons-Bj1EqKVM.js";var M={name:`flask-conical`,size:24,node:[[`path`,{d:`M14 2v6a2 2 0 0 0 .245.96l5.51 10.08A2 2 0 0 1 18 22H6a2 2 0 0 1-1.755-2.96l5.51-10.08A2 2 0 0 0 10 8V2`,key:`18mbvz`}],[`path`,{d:`M6.453 15h11.094`,key:`3shlmq`}],[`path`,{d:`M8.5 2h7`,key:`csnxdl`}]]};M.node;var N=y(M),P={name:`image-plus`,size:24,node:[[`path`,{d:`M16 5h6`,key:`1vod17`}],[`path`,{d:`M19 2v6`,key:`4bpg5p`}],[`path`,{d:`M21 11.5V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h7.5`,key:`1ue2ih`}],[`path`,{d:`m21 15-3.086-3.086a2 2 0 0 0-2.828 0L6 21`,key:`1xmnt7`}],[`circle`,{cx:`9`,cy:`9`,r:`2`,key:`af1f0g`}]]};P.node;var F=y(P),I=e(C(),1),L=m(),R=s.create;function z({draft:e,change:t,model:n,models:r}){let i=n.supportsTransparency&&e.outputFormat!==`JPEG`?[`AUTO`,`TRANSPARENT`,`OPAQUE`]:[`AUTO`,`OPAQUE`],a=Array.from({length:n.maxImages},(e,t)=>t+1);return(0,L.jsxs)(`div`,{className:`grid grid-cols-2 px-2 sm:flex sm:flex-wrap sm:gap-x-1`,children:[r.length>1&&(0,L.jsx)(b,{label:R.model,value:n.name,options:r.map(({name:e})=>({value:e,text:e})),onChange:e=>t({model:e})}),(0,L.jsx)(b,{label:R.size,value:e.size,options:[`auto`,...n.sizes.filter(e=>e!==`auto`)].map(e=>({value:e,text:V(e)})),shortText:V(e.size).split(` `)[0],onChange:e=>t({size:e})}),(0,L.jsx)(b,{label:R.quality,value:e.quality,options:B(n.qualities),onChange:e=>t({quality:e})}),(0,L.jsx)(b,{label:R.background,value:e.background,options:B(i),onChange:e=>t({background:e})}),(0,L.jsx)(b,{label:R.format,value:e.outputFormat,options:n.formats.map(e=>({value:e,text:e})),onChange:e=>t({outputFormat:e})}),(0,L.jsx)(b,{label:R.number,value:String(e.n),options:a.map(e=>({value:String(e),text:String(e)})),onChange:e=>t({n:Number(e)})})]})}function B(e){return e.map(e=>({value:e,text:R.option(e)}))}function V(e){let[t,n]=e.split(`x`).map(Number);return!t||!n?R.sizes.auto:t===n?`${R.sizes.square} ${e}`:`${t>n?R.sizes.landscape:R.sizes.portrait} ${e}`}function H(){let e=x(),t=(0,I.useRef)({asked:``,key:``}),[n,a]=(0,I.useState)(!1),[o,c]=(0,I.useState)(null);return{generate:async(n,o)=>{let l={...n,sourceIds:o.map(e=>e.id)},u=JSON.stringify(l);t.current.asked!==u&&(t.current={asked:u,key:E()}),a(!0),c(null);try{let n={...l,idempotencyKey:t.current.key},{generateImages:a}=await r(p,{input:n});t.current={asked:``,key:``};let o=a.userErrors[0];if(o)throw new d(o.message,`USER_ERROR`);a.job&&_(e,a.job),i({text:s.create.started})}catch(e){c(w(e))}finally{a(!1)}},sending:n,error:o}}var U=(0,I.lazy)(()=>l(()=>import(`./SourceStrip-D_KkK3rV.js`).then(e=>({default:e.SourceStrip})),__vite__mapDeps([0,1,2,3])));function W({draft:e,change:t,model:n,models:r,addSources:i}){let{sourceImages:a,setSourceImages:o}=h(),{generate:l,sending:u,error:d}=H(),p=k(e,n),m=p.prompt.trim()!==``&&!u,g=e=>{e?.preventDefault(),m&&l(p,a.slice(0,n.maxSources))},_=/Mac|iPhone|iPad/.test(navigator.userAgent);return(0,L.jsxs)(`form`,{onSubmit:g,className:`rounded-2xl bg-white shadow-sm ring-1 ring-zinc-200 transition-shadow focus-within:shadow-md focus-within:ring-2 focus-within:ring-violet-500/60 dark:bg-zinc-900 dark:ring-zinc-800 dark:focus-within:ring-violet-500/60`,children:[(0,L.jsx)(I.Suspense,{fallback:null,children:a.length>0&&(0,L.jsx)(U,{sources:a,onChange:o})}),(0,L.jsx)(G,{value:e.prompt,placeholder:a.length>0?s.create.placeholderEdit:s.create.placeholder,onChange:e=>t({prompt:e}),onSubmit:g}),(0,L.jsx)(z,{draft:p,change:t,model:n,models:r}),(0,L.jsxs)(`div`,{className:`flex items-center gap-3 p-2.5`,children:[n.maxSources>0&&(0,L.jsxs)(S,{label:s.create.addSourceShort,className:c(`quiet`),onFiles:i,children:[(0,L.jsx)(F,{size:18,"aria-hidden":!0}),s.create.addSourceShort]}),(0,L.jsx)(`kbd`,{className:`ml-auto font-sans text-xs text-zinc-500 pointer-coarse:hidden dark:text-zinc-400`,children:s.create.shortcut(_)}),(0,L.jsxs)(f,{type:`submit`,tone:`primary`,disabled:!m,className:`pointer-coarse:ml-auto`,children:[(0,L.jsx)(j,{size:16,"aria-hidden":!0}),u?s.create.generating:s.create.generate]})]}),(0,L.jsx)(`p`,{role:`alert`,className:`px-4 text-red-700 text-sm not-empty:pb-3.5 dark:text-red-300`,children:d})]})}function G({value:e,placeholder:t,onChange:n,onSubmit:r}){let i=(0,I.useRef)(null);return(0,I.useLayoutEffect)(()=>{let e=i.current;e&&(e.style.height=`auto`,e.style.height=`${e.scrollHeight}px`)},[e]),(0,L.jsx)(`textarea`,{ref:i,id:`prompt`,rows:3,"aria-label":s.create.prompt,placeholder:t,value:e,onChange:e=>n(e.target.value),onKeyDown:e=>{e.key===`Enter`&&(e.ctrlKey||e.metaKey)&&(e.preventDefault(),r())},className:`block max-h-[45vh] w-full resize-none bg-transparent px-4 pt-4 pb-2 text-base leading-relaxed outline-none placeholder:text-zinc-400 dark:placeholder:text-zinc-500`})}function K(){let e=s.create.demo;return(0,L.jsxs)(`p`,{className:`mt-4 flex items-start gap-2.5 rounded-xl bg-amber-50 px-4 py-3 text-amber-900 text-sm leading-relaxed dark:bg-amber-400/10 dark:text-amber-200`,children:[(0,L.jsx)(N,{size:16,className:`mt-0.75 shrink-0`,"aria-hidden":!0}),(0,L.jsxs)(`span`,{children:[(0,L.jsx)(`strong`,{className:`font-semibold`,children:e.title}),` `,e.body,` `,(0,L.jsx)(`code`,{className:`rounded bg-amber-900/10 px-1 py-0.5 text-[0.8em] dark:bg-amber-200/15`,children:e.key}),` `,e.end]})]})}var q=n(`
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
  `,[u]),J=n(`
  query QueuePlaces($first: Int!) {
    jobs(first: $first, filter: { statuses: [QUEUED] }) {
      nodes {
        id
        queuePosition
      }
    }
  }
`),Y=n(`
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
  `,[D]),X=n(`
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
  `,[u]),Z=n(`
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
  `,[u]);function Q(e){let{setSourceImages:t}=h();return(0,I.useCallback)(async n=>{e({prompt:n.prompt,model:n.model,n:n.n,...A(n)}),document.getElementById(`prompt`)?.focus();try{let e=await $(n),r=e.flatMap(({image:e})=>e?[e]:[]);t(r);let a=e.length-r.length;a>0&&i({tone:`error`,text:s.create.sourcesGone(a)})}catch(e){i({tone:`error`,text:w(e)})}},[e,t])}async function $({id:e}){let{node:t}=await r(Y,{id:e});return t?.__typename===`Job`?t.sources:[]}function ee({renderJobs:e}){let[n,r]=O(),i=t(),c=i.data?.models??[],l=c.find(e=>e.name===n.model)??c[0],u=te(l?.maxSources??0),d=Q(r);return(0,L.jsxs)(a,{title:s.pages.create,children:[(0,L.jsx)(T,{label:s.create.addSource,onFiles:u}),(0,L.jsxs)(`div`,{className:`mx-auto w-full max-w-3xl px-4 pt-2 pb-10 sm:px-6 sm:pt-[7vh]`,children:[(0,L.jsx)(`h2`,{className:`mb-6 text-balance text-center font-semibold text-2xl tracking-tight sm:text-3xl`,children:s.create.heading}),l&&(0,L.jsxs)(L.Fragment,{children:[(0,L.jsx)(W,{draft:n,change:r,model:l,models:c,addSources:u}),l.isDemo&&(0,L.jsx)(K,{})]}),i.isSuccess&&!l&&(0,L.jsx)(`p`,{className:`text-center text-sm`,children:s.create.modelGone}),i.isError&&(0,L.jsx)(o,{reason:s.errors.network,retry:()=>void i.refetch()})]}),e(d)]})}function te(e){let{sourceImages:t,setSourceImages:n}=h(),r=g();return(0,I.useCallback)(async a=>{let o=Math.max(0,e-t.length);a.length>o&&i({tone:`error`,text:s.create.tooManySources(e)});let c=await r(a.slice(0,o));c.length>0&&n([...t,...c])},[e,t,n,r])}var ne=(0,I.lazy)(()=>l(()=>import(`./JobList-BPAZCmke.js`).then(e=>({default:e.JobList})),__vite__mapDeps([4,2,1,5,6,7,8,3,9,10])));function re({onEdit:e}){let{data:t,isError:n,refetch:r}=v(),i=t?.jobs.length===0;return(0,L.jsxs)(`section`,{"aria-labelledby":`recent-work`,className:`mx-auto w-full max-w-6xl px-4 pb-16 sm:px-6`,children:[(0,L.jsx)(`h2`,{id:`recent-work`,className:`mb-4 font-semibold text-sm text-zinc-500 dark:text-zinc-400`,children:s.jobs.heading}),n&&!t&&(0,L.jsx)(o,{reason:s.jobs.failed,retry:()=>void r()}),i&&(0,L.jsx)(`p`,{className:`rounded-2xl border border-zinc-200 border-dashed px-6 py-10 text-center text-sm text-zinc-500 dark:border-zinc-800 dark:text-zinc-400`,children:s.jobs.empty}),(0,L.jsx)(I.Suspense,{fallback:null,children:t&&!i&&(0,L.jsx)(ne,{list:t,onEdit:e})})]})}function ie(){return(0,L.jsx)(ee,{renderJobs:e=>(0,L.jsx)(re,{onEdit:e})})}export{ie as CreateRoute,Z as i,q as n,J as r,X as t};